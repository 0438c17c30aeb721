"""What a report to the CNAD must meet before it can be issued, gate by gate."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dipb_portal.lib.richtext import paragraphs
from recommendations.enums import Area, State
from recommendations.models import AdviceRequest, Comment, Implication, Submission, SubmissionItem
from workinggroups.models import CapacityLevel

PARTS: dict[str, Promise] = {
    "introduction": gettext_lazy("Introduction"),
    "summary": gettext_lazy("Executive summary"),
    "way_ahead": gettext_lazy("Way ahead"),
    "no_advice": gettext_lazy("Why NIAG's advice was not requested"),
}
OWED = ("introduction", "summary", "way_ahead")  # in every report; the reason only where no advice was requested


@dataclass(frozen=True)
class Gap:
    """What is missing, in a sentence, and where it is filled: on the page `view` of the row `key`, at its `place`."""

    words: str
    view: str
    key: int
    place: str = ""


@dataclass(frozen=True)
class Gate:
    """One condition with what it still lacks, nothing where it is met. `met` says what was found."""

    label: str
    met: str
    gaps: tuple[Gap, ...]


def report_gates(submission: Submission) -> list[Gate]:
    """Every gate in the order of the packet, in the reader's language. A constant number of queries."""
    items = list(submission.items.select_related("recommendation", "revision").prefetch_related("revision__paragraphs"))
    gates = [Gate(str(PARTS[part]), _("In both languages."), tuple(_untold(submission, part))) for part in OWED]
    gates.append(Gate(_("Action requested"), _("Said in both languages."), tuple(_unasked(submission))))
    if submission.is_progress:
        return gates
    return [
        *gates,
        Gate(_("Consensus reached"), _("Each recommendation is endorsed."), tuple(_not_endorsed(submission, items))),
        Gate(_("Translations up to date"), _("No paragraph is behind its original."), tuple(_stale(items))),
        Gate(_("Comments decided"), _("None left open."), tuple(_undecided(items))),
        Gate(_("Implications"), _("Said in every area."), tuple(_unweighed(items))),
        Gate(_("Capacity levels"), _("Each is agreed."), tuple(_under_revision(items))),
        Gate(_("NIAG advice"), _("Given, or the reason why not."), tuple(_unadvised(submission, items))),
    ]


def report_gaps(submission: Submission) -> list[str]:
    """What a report still lacks before it can be issued, a sentence each; empty where nothing."""
    told = _("%(gate)s: %(gap)s")
    return [told % {"gate": gate.label, "gap": gap.words} for gate in report_gates(submission) for gap in gate.gaps]


def _in_report(submission: Submission, words: str, place: str) -> Gap:
    return Gap(words, "submissions:edit", submission.pk, place)


def _untold(submission: Submission, part: str) -> Iterator[Gap]:
    if not getattr(submission, f"{part}_en"):
        yield _in_report(submission, _("The English text is missing."), part)
    if not getattr(submission, f"{part}_fr"):
        yield _in_report(submission, _("The French text is missing."), part)
    yield from _uneven(submission, part)


def _uneven(submission: Submission, part: str) -> Iterator[Gap]:
    """Both languages share the numbers of their paragraphs: one without its like is printed in the other language."""
    en, fr = (paragraphs(getattr(submission, f"{part}_{language}")) for language in ("en", "fr"))
    if en and fr and len(en) != len(fr):
        words = _("Number of paragraphs: %(en)d in English, %(fr)d in French. They share their numbers.")
        yield _in_report(submission, words % {"en": len(en), "fr": len(fr)}, part)


def _unasked(submission: Submission) -> Iterator[Gap]:
    if not submission.actions.exists():
        yield _in_report(submission, _("No action is requested of the CNAD."), "actions")


def _not_endorsed(submission: Submission, items: list[SubmissionItem]) -> Iterator[Gap]:
    if not items:
        yield _in_report(submission, _("No recommendation has been chosen."), "chosen")
    for item in items:
        if item.recommendation.state != State.ENDORSED:
            words = _("“%(title)s” is no longer endorsed.") % {"title": item.recommendation}
            yield Gap(words, "recommendations:detail", item.recommendation_id)


def _stale(items: list[SubmissionItem]) -> Iterator[Gap]:
    for item in items:
        language = item.recommendation.original_language
        behind = [str(p.position) for p in item.revision.paragraphs.all() if p.is_stale(language)]
        if behind:
            told = {"title": item.recommendation, "numbers": ", ".join(behind)}
            words = _("“%(title)s”, paragraphs: %(numbers)s.") % told
            yield Gap(words, "recommendations:detail", item.recommendation_id)


def _undecided(items: list[SubmissionItem]) -> Iterator[Gap]:
    texts = [item.recommendation_id for item in items]
    undecided = Comment.objects.undecided().filter(consultation__revision__recommendation__in=texts)
    open_in = set(undecided.values_list("consultation__revision__recommendation", flat=True))
    for item in items:
        if item.recommendation_id in open_in:
            words = _("“%(title)s” has comments without a decision.") % {"title": item.recommendation}
            yield Gap(words, "consultations:for_text", item.recommendation_id)


def _unweighed(items: list[SubmissionItem]) -> Iterator[Gap]:
    """Each area is said in both languages, or "none identified" is chosen (domain rule 6.2)."""
    said = Q(none_identified=True) | (~Q(text_en="") & ~Q(text_fr=""))
    texts = [item.recommendation_id for item in items]
    found = defaultdict(set)
    for text, area in Implication.objects.filter(said, recommendation__in=texts).values_list("recommendation", "area"):
        found[text].add(area)
    for item in items:
        missing = [str(area.label) for area in Area if area not in found[item.recommendation_id]]
        if missing:
            told = {"title": item.recommendation, "areas": ", ".join(missing)}
            words = _("“%(title)s”, implications to be said: %(areas)s.") % told
            yield Gap(words, "commitments:for_text", item.recommendation_id, "implications")


def _under_revision(items: list[SubmissionItem]) -> Iterator[Gap]:
    """A packet prints agreed levels only: one that is changed meanwhile would be left out without a word."""
    texts = {item.recommendation_id: item.recommendation for item in items}
    drafts = CapacityLevel.objects.filter(state=CapacityLevel.State.DRAFT, commitments__recommendation__in=texts)
    for level in drafts.annotate(text=F("commitments__recommendation")).select_related("category"):
        told = {"title": texts[level.text], "category": level.category}
        words = _("“%(title)s” rests on a capacity level that is a draft: %(category)s.") % told
        yield Gap(words, "capacity:level", level.pk)


def _unadvised(submission: Submission, items: list[SubmissionItem]) -> Iterator[Gap]:
    """Where a text has no advice of industry, the report says why, in both languages."""
    texts = [item.recommendation_id for item in items]
    asked = AdviceRequest.objects.standing().filter(revision__recommendation__in=texts)
    given = set(asked.filter(advice__given_at__isnull=False).values_list("revision__recommendation", flat=True))
    if not (submission.no_advice_en and submission.no_advice_fr):
        for item in items:
            if item.recommendation_id not in given:
                words = _("“%(title)s” has no advice of NIAG: give the reason in both languages.")
                yield _in_report(submission, words % {"title": item.recommendation}, "no_advice")
    yield from _uneven(submission, "no_advice")
