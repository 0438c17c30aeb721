"""What is shown to whom. What a queryset here leaves out does not exist for the person."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from boards.access import releases_reaching, rights_of
from dipb_portal.accounts.models import User
from recommendations.models import (
    Comment,
    Consultation,
    Packet,
    Paragraph,
    Recommendation,
    Revision,
    Silence,
    Submission,
)


def visible_to(user: User) -> QuerySet[Recommendation]:
    """Texts the person may read: drafts of bodies whose drafts they read, else those with a visible revision."""
    return Recommendation.objects.filter(
        Q(body__in=rights_of(user).bodies("view_drafts"))
        | Exists(issued_revisions_visible_to(user).filter(recommendation=OuterRef("pk")))
    )


def issued_revisions_visible_to(user: User) -> QuerySet[Revision]:
    """Issued revisions the person may read, by right or by release."""
    return Revision.objects.issued().filter(_readable(user))


def revisions_visible_to(user: User) -> QuerySet[Revision]:
    """Issued revisions the person may read, and working texts of bodies whose drafts they read."""
    return Revision.objects.filter(_visible(user))


def paragraphs_visible_to(user: User) -> QuerySet[Paragraph]:
    """Those of the revisions the person may read."""
    return Paragraph.objects.filter(_visible(user, "revision__"))


def _visible(user: User, revision: str = "") -> Q:
    drafted = {f"{revision}recommendation__body__in": rights_of(user).bodies("view_drafts")}
    return Q(**drafted) | Q(_readable(user, revision), **{f"{revision}issued_at__isnull": False})


def _readable(user: User, revision: str = "") -> Q:
    """The rule of `documents_visible_to` for revisions, whose document is always of their text's own body.

    `revision` is the way to them, for rows that are joined to theirs.
    """
    issued = {f"{revision}recommendation__body__in": rights_of(user).bodies("view_issued")}
    return Q(**issued) | Q(**{f"{revision}document__in": releases_reaching(user).values("content_object")})


def consultations_visible_to(user: User) -> QuerySet[Consultation]:
    """Rounds on texts of bodies whose issued texts the person reads; rounds that ask where they sit.

    Outside, a round is visible for as long as its revision is released.
    """
    rights = rights_of(user)
    asked = Consultation.audiences.through.objects.filter(
        consultation=OuterRef("pk"), body__in=rights.bodies("view_released")
    )
    released = issued_revisions_visible_to(user).filter(pk=OuterRef("revision"))
    return Consultation.objects.filter(
        Q(revision__recommendation__body__in=rights.bodies("view_issued")) | Q(Exists(asked), Exists(released))
    )


def comments_visible_to(user: User) -> QuerySet[Comment]:
    """Comments the person may read: their own side's in any stage; for members, all that were submitted.

    The own side is the nation of a seat, or the outside body (NIAG) the person comments for. Its comments are read in
    visible rounds only; a round on a text of a body whose issued texts the person reads is always visible.
    """
    rights = rights_of(user)
    prepares = rights.bodies("prepare_comment")
    own = Q(nation__in=rights.own_nations)
    own |= Q(body__in=[s.body_id for s in rights.seats if s.nation_id is None and s.body_id in prepares])
    submitted = Q(
        submitted_at__isnull=False,
        consultation__revision__recommendation__body__in=rights.bodies("view_issued"),
    )
    return Comment.objects.filter(submitted | Q(own, consultation__in=consultations_visible_to(user)))


def silences_visible_to(user: User) -> QuerySet[Silence]:
    """Silence procedures with their positions: for members only, never for industry or partners."""
    return Silence.objects.filter(revision__recommendation__body__in=rights_of(user).bodies("view_issued"))


def reports_in_draft(user: User) -> bool:
    """Whether the person works on reports to the CNAD before they are issued."""
    rights = rights_of(user)
    return rights.anywhere("draft_report") or rights.anywhere("issue_packet")


def submissions_visible_to(user: User) -> QuerySet[Submission]:
    """Every report for those who draft or issue them; issued ones for the members."""
    if reports_in_draft(user):
        return Submission.objects.all()
    if rights_of(user).anywhere("view_issued"):
        return Submission.objects.filter(issued_at__isnull=False)
    return Submission.objects.none()


def packets_visible_to(user: User) -> QuerySet[Packet]:
    """Builds of visible reports; those of drafts only for those who work on drafts."""
    packets = Packet.objects.filter(submission__in=submissions_visible_to(user))
    return packets if reports_in_draft(user) else packets.filter(issued=True)
