"""A document named by its reference, in any form that asks for one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dipb_portal.ui.fields import NumberField


class DocumentField(NumberField):
    default_error_messages = {"unknown": _("There is no such document.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("Type it or choose it, such as DIPB-D(2026)0004."), **kwargs})
