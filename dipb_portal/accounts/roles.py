"""What each role may do, in words a customer can read.

A seat gives a role in a body for a period. `boards.access` stores these permissions for every body (guardian)
and joins them with the seats that are live; a role held in the plenary reaches into its working groups.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What may be done in a body. The keys are the codenames of permissions on `boards.Body`.
PERMISSIONS: dict[str, Promise] = {
    "view_drafts": _("Read texts that are still being drafted"),
    "view_issued": _("Read issued texts, comments and positions"),
    "view_released": _("Read what was released to the body"),
    "draft_text": _("Write drafts"),
    "issue_revision": _("Issue and number a revision"),
    "run_consultation": _("Open and close rounds of comments"),
    "prepare_comment": _("Prepare comments"),
    "submit_comment": _("Submit comments for the delegation or body"),
    "adjudicate": _("Decide on comments"),
    "agree_in_group": _("Record the agreement of the group"),
    "run_silence": _("Open, extend and withdraw silence procedures"),
    "state_position": _("State the position of the nation and break silence"),
    "withdraw_text": _("Withdraw or supersede a text"),
    "draft_report": _("Draft reports to the CNAD and build packets"),
    "issue_packet": _("Issue a packet to the CNAD"),
    "record_examination": _("Record what the CNAD made of a submission"),
    "run_meetings": _("Call meetings, keep their agendas, record decisions and issue decision sheets"),
    "make_statement": _("Give the perspective of the nation or the staff on an item"),
    "set_tasks": _("Record what the Board asks of a group and what came of it"),
    "keep_programme": _("Keep the group's programme of work and close its debates"),
    "debate": _("Take part in debates"),
    "enter_register": _("Make entries in the registers"),
    "moderate_register": _("Accept, release and close entries in the registers"),
    "enter_plans": _("Enter the nation's requirements and plans"),
    "share_plans": _("Decide who sees the nation's requirements and plans, and withdraw them"),
    "request_advice": _("Ask for advice"),
    "give_advice": _("Answer requests for advice for the body"),
    "keep_follow_up": _("Keep the actions that follow from what the CNAD decided"),
    "report_implementation": _("Report on implementation for the nation"),
    "file_documents": _("Add documents to the library"),
    "keep_delegation": _("Keep the delegation's experts"),
    "view_journal": _("Read the journal"),
}


@dataclass(frozen=True)
class Role:
    """A named set of permissions; `national` roles act for a nation, `outside` ones read releases only."""

    code: str
    name: Promise
    description: Promise
    permissions: frozenset[str]
    national: bool = False


_MEMBER = frozenset({"view_issued", "view_released", "debate", "enter_register"})
_PEN = frozenset(
    {"view_drafts", "draft_text", "adjudicate", "keep_programme", "moderate_register", "file_documents"},
)
_CONDUCT = frozenset(
    {
        "issue_revision",
        "run_consultation",
        "agree_in_group",
        "run_silence",
        "withdraw_text",
        "run_meetings",
        "set_tasks",
    }
)
_EXPERT = _MEMBER | {"prepare_comment", "enter_plans", "file_documents"}
_HEAD = _EXPERT | {
    "submit_comment",
    "state_position",
    "make_statement",
    "share_plans",
    "report_implementation",
    "keep_delegation",
}

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "secretariat",
            _("Secretariat"),
            _("International Staff: drafts, numbers, runs rounds and silence procedures, reports to the CNAD."),
            _MEMBER
            | _PEN
            | _CONDUCT
            | {"draft_report", "issue_packet", "record_examination", "keep_follow_up", "view_journal"}
            | {"make_statement", "request_advice"},
        ),
        Role(
            "chair",
            _("Chair of the Board"),
            _("Reads everything, opens silence procedures, signs action sheets, forwards to the CNAD."),
            _MEMBER
            | {"view_drafts", "run_silence", "agree_in_group", "withdraw_text", "issue_packet"}
            | {"run_meetings", "set_tasks", "request_advice"},
        ),
        Role(
            "head",
            _("Head of delegation"),
            _("Speaks for the nation: submits its comments, states its position, may break silence."),
            _HEAD,
            national=True,
        ),
        Role(
            "deputy",
            _("Deputy head of delegation"),
            _("Mandated to act for the head of delegation."),
            _HEAD,
            national=True,
        ),
        Role(
            "expert",
            _("National expert"),
            _("Prepares the nation's comments; the head of delegation submits them."),
            _EXPERT,
            national=True,
        ),
        Role(
            "group_chair",
            _("Chair of a working group"),
            _("Conducts the group's work and records its agreement."),
            _MEMBER | _PEN | {"agree_in_group", "run_meetings", "request_advice"},
        ),
        Role(
            "rapporteur",
            _("Rapporteur"),
            _("Drafts the group's texts and proposes decisions on comments."),
            _MEMBER | _PEN,
        ),
        Role(
            "liaison",
            _("NIAG liaison"),
            _("Gives industry's view on drafts released to industry; never sees national positions."),
            frozenset(
                {"view_released", "prepare_comment", "submit_comment", "enter_register", "debate", "give_advice"}
            ),
        ),
        Role(
            "observer",
            _("Partner observer"),
            _("Reads what was released to partners and comments when invited."),
            frozenset({"view_released", "prepare_comment", "submit_comment", "debate"}),
            national=True,
        ),
        Role("auditor", _("Auditor"), _("Reads the journal, and nothing else."), frozenset({"view_journal"})),
        Role(
            "administrator",
            _("Administrator"),
            _("Keeps people, nations, bodies and seats; reads no texts."),
            frozenset(),
        ),
    )
}
