"""Conditions a text must meet before a step of its lifecycle; each answers with what is missing, or None."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recommendations.enums import Kind
from recommendations.models import Commitment, Consultation, Recommendation, Revision


def newest_issued(recommendation: Recommendation) -> Revision | None:
    return recommendation.revisions.issued().order_by("-number").first()


def has_issued_revision(recommendation: Recommendation) -> Promise | None:
    if recommendation.revisions.issued().exists():
        return None
    return _("No revision has been issued.")


def no_working_text(recommendation: Recommendation) -> Promise | None:
    if not recommendation.revisions.filter(issued_at__isnull=True).exists():
        return None
    return _("The text is being revised: issue the revision or discard it.")


def translation_current(recommendation: Recommendation) -> Promise | None:
    newest = newest_issued(recommendation)
    language = recommendation.original_language
    if newest and any(paragraph.is_stale(language) for paragraph in newest.paragraphs.all()):
        return _("The translation of some paragraphs is missing or out of date.")
    return None


def rounds_adjudicated(recommendation: Recommendation) -> Promise | None:
    rounds = Consultation.objects.filter(revision__recommendation=recommendation)
    if rounds.filter(adjudicated_at__isnull=True).exists():
        return _("Comments are still to be decided.")
    return None


def no_open_round(recommendation: Recommendation) -> Promise | None:
    rounds = Consultation.objects.filter(revision__recommendation=recommendation)
    if rounds.filter(closed_at__isnull=True).exists():
        return _("A round of comments is open: close it first.")
    return None


def is_concrete(recommendation: Recommendation) -> str | None:
    """A recommendation says who is to do what, under whose lead, by when, and how it is known; an advice need not."""
    if recommendation.kind == Kind.ADVICE:
        return None
    missing = commitment_gaps(Commitment.objects.filter(recommendation=recommendation).first())
    if not missing:
        return None
    return gettext("What is to be done is not said in full. Missing: %(what)s.") % {"what": ", ".join(missing)}


GUARDS: dict[str, Callable[[Recommendation], Promise | str | None]] = {
    guard.__name__: guard
    for guard in (
        has_issued_revision,
        no_working_text,
        translation_current,
        rounds_adjudicated,
        no_open_round,
        is_concrete,
    )
}


def commitment_gaps(commitment: Commitment | None) -> list[str]:
    """What a concrete recommendation still has to say (mission row 15), named in the reader's language."""
    given = commitment or Commitment()
    return [str(label) for label, complete in _CONCRETE if not complete(given)]


_CONCRETE: tuple[tuple[Promise, Callable[[Commitment], object]], ...] = (
    (_("addressee"), lambda it: it.addressee_en and it.addressee_fr),
    (_("action verb"), lambda it: it.verb),
    (_("action"), lambda it: it.action_en and it.action_fr),
    (_("lead"), lambda it: it.lead_nation_id or it.lead_body_id or (it.lead_en and it.lead_fr)),
    (_("due date"), lambda it: it.due),
    (_("indicator"), lambda it: it.indicator_en and it.indicator_fr),
)


def text_gaps(working: Revision) -> list[str]:
    """What a working text lacks in its original language before it can be issued, a sentence each."""
    language = working.recommendation.original_language
    gaps: list[str] = []
    if not (working.title_fr if language == "fr" else working.title_en):
        gaps.append(str(_("The title is missing in the original language.")))
    paragraphs = list(working.paragraphs.all())
    if not paragraphs:
        gaps.append(str(_("The text has no paragraph.")))
    gaps += [
        _("Paragraph %(number)s is empty in the original language.") % {"number": paragraph.position}
        for paragraph in paragraphs
        if not paragraph.original(language)
    ]
    return gaps
