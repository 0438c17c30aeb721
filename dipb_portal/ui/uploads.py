"""Files that come with a form: how much of them is taken in, and the field that looks at what they are."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dipb_portal.lib.ceiling import find_marking
from dipb_portal.lib.uploads import TYPES, FileType, Problem, UploadRefused, clean_name, recognise

PROBLEMS = {
    Problem.EMPTY: _("This file is empty."),
    Problem.NAME: _("Give the file a name with its ending, such as paper.pdf."),
    Problem.TYPE: _("Only PDF, Word (.docx), Excel (.xlsx), PNG and JPEG files can be added."),
    Problem.EXTENSION: _("The ending of the file's name does not fit its content."),
    Problem.DAMAGED: _("This file is damaged. Open it, save it again and try once more."),
    Problem.ENCRYPTED: _("This file is protected by a password. Save it without one."),
    Problem.MACROS: _("This file contains macros or other programs. Save it without them, as .docx, .xlsx or PDF."),
    Problem.EXTERNAL: _("This file fetches parts of itself from elsewhere. Embed or remove them."),
    Problem.BOMB: _("This file unpacks to far more than its size. Save it again or as PDF."),
    Problem.DISGUISED: _("This file has another file hidden in it."),
}
ABOVE_CEILING = _(
    "The name of this file bears the marking %(marking)s. This is the wrong system for it: send nothing, "
    "and call your registry."
)


def _limit() -> str:
    return gettext("%(count)d MB") % {"count": settings.UPLOAD_LIMIT // 2**20}


def _limits() -> str:
    return gettext("PDF, Word (.docx), Excel (.xlsx), PNG or JPEG, at most %(limit)s.") % {"limit": _limit()}


_taken = lazy(_limits, str)()


class Limit(FileUploadHandler):
    """Lets a file through to just above the limit and drops the rest: the form sees that it is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_LIMIT else None

    def file_complete(self, file_size: int) -> None:
        return None


class PaperField(forms.FileField):
    """One file of the types the library holds; the clean value has a clean `name` and its `kind` (FileType)."""

    def __init__(self, **kwargs: Any) -> None:
        accepted = ",".join(extension for kind in TYPES.values() for extension in kind.extensions)
        widget = forms.FileInput({"accept": accepted})
        super().__init__(widget=widget, allow_empty_file=True, **{"help_text": _taken, **kwargs})

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            message = _("This file is too large: at most %(limit)s are accepted.")
            raise ValidationError(message, "too_large", {"limit": _limit()})
        try:
            file.name = clean_name(file.name or "")
            below_ceiling_in_name(file.name)
            file.kind = recognise(file.name, file)
        except UploadRefused as refused:
            raise ValidationError(PROBLEMS[refused.problem], refused.problem) from refused
        return file


def below_ceiling_in_name(name: str) -> None:
    """A file name is written in any case, with any sign between its words."""
    spaced = "".join(c if c.isalnum() or c == "/" else " " for c in name.rpartition(".")[0]).upper()
    if marking := find_marking(spaced):
        raise ValidationError(ABOVE_CEILING, "marked", {"marking": marking})


__all__ = ["FileType", "Limit", "PaperField", "below_ceiling_in_name"]
