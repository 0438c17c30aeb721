"""Sample data of the style guide. Texts of the Board are fictitious and stand in both languages."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dipb_portal.ui.charts import Row, SquareChart, square_chart
from dipb_portal.ui.fields import DayField, RichTextField

COLOURS = [
    "paper",
    "wash",
    "sunk",
    "ink",
    "soft",
    "line",
    "edge",
    "accent",
    "accent-wash",
    "alert",
    "alert-wash",
    "band",
]
SAMPLE_EN = (
    "<p>Allies hold stocks of <strong>nitrocellulose</strong> for nine months of production"
    '<span class="footnote">At the level of crisis.</span>:</p><ul><li>in peace;</li><li>in crisis.</li></ul>'
)
SAMPLE_FR = (
    "<p>Les Alliés détiennent des stocks de <strong>nitrocellulose</strong> pour neuf mois de production"
    '<span class="footnote">Au niveau de crise.</span>\u00a0:</p>'
    "<ul><li>en temps de paix\u202f;</li><li>en période de crise.</li></ul>"
)
SIZES = ["4", "3", "2", "1", "0", "m", "s", "xs"]


@dataclass(frozen=True)
class Sample:
    """A text in both languages."""

    title_en: str = "Common minimum data on stocks of critical raw materials"
    title_fr: str = "Données minimales communes sur les stocks de matières premières critiques"


class SampleForm(forms.Form):
    """One control of each kind; shown once at rest and once with its messages."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Type of comment"),
        widget=forms.RadioSelect,
        choices=[
            ("C", gettext_lazy("Critical: the nation could not agree to the text as it is")),
            ("S", gettext_lazy("Substantive: the text is incorrect, incomplete or unclear")),
            ("A", gettext_lazy("Administrative: spelling, order, style")),
        ],
    )
    proposed = forms.CharField(
        label=gettext_lazy("Proposed text"),
        help_text=gettext_lazy("The exact words, as they should read."),
        error_messages={"required": gettext_lazy("Enter the text you propose")},
        widget=forms.Textarea(attrs={"rows": 3, "class": "text"}),
    )
    source = forms.CharField(label=gettext_lazy("Source"), required=False)
    closes = DayField(label=gettext_lazy("Closing day"))
    released = forms.BooleanField(label=gettext_lazy("Release to industry"), required=False)


class SampleEditor(forms.Form):
    """One paragraph in both languages, with everything the editor knows."""

    text_en = RichTextField(language="en", label=gettext_lazy("English"))
    text_fr = RichTextField(language="fr", label=gettext_lazy("French"))


def context() -> dict[str, Any]:
    now = timezone.now()
    return {
        "colours": COLOURS,
        "sizes": SIZES,
        "sample": Sample(),
        "soon": now + timedelta(days=2),
        "now": now,
        "steps": _steps(),
        "chart": _chart(),
        "page": _page(),
        "resting": SampleForm(auto_id="rest_%s"),
        "editor": SampleEditor(initial={"text_en": SAMPLE_EN, "text_fr": SAMPLE_FR}),
        "failing": SampleForm({"kind": "C"}),
    }


def _steps() -> list[dict[str, str]]:
    done = [(_("Draft"), _("3 June")), (_("In consultation"), "")]
    ahead = [
        _("Agreed by group"),
        _("Under silence"),
        _("Endorsed"),
        _("Submitted"),
        _("Examined"),
        _("Closed"),
    ]
    return [
        *({"label": label, "note": note, "status": "done"} for label, note in done),
        {"label": _("Adjudication"), "note": _("Since 13 November"), "status": "current"},
        *({"label": label, "note": "", "status": "ahead"} for label in ahead),
    ]


def _chart() -> SquareChart:
    rows = [
        Row(_("Draft"), [[False] * 2, [False] * 3, [False]]),
        Row(_("In consultation"), [[False], [False] * 2, [True, False]]),
        Row(_("Under silence"), [[True], [], []]),
        Row(_("Endorsed"), [[False] * 6, [True], [False]]),
    ]
    title = _("Recommendations by state and working group")
    return square_chart("sample", title, ["CAP", "SCS", "S&I"], rows, _("Asks something of your delegation"))


def _page() -> Page:
    return Paginator(range(240), 20).page(4)
