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


_MEMBER = frozenset({"view_issued", "view_released"})
_PEN = frozenset({"view_drafts", "draft_text", "adjudicate"})
_CONDUCT = frozenset({"issue_revision", "run_consultation", "agree_in_group", "run_silence", "withdraw_text"})

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "secretariat",
            _("Secretariat"),
            _("International Staff: drafts, numbers, runs rounds and silence procedures, reports to the CNAD."),
            _MEMBER | _PEN | _CONDUCT | {"draft_report", "issue_packet", "record_examination", "view_journal"},
        ),
        Role(
            "chair",
            _("Chair of the Board"),
            _("Reads everything, opens silence procedures, signs action sheets, forwards to the CNAD."),
            _MEMBER | {"view_drafts", "run_silence", "agree_in_group", "withdraw_text", "issue_packet"},
        ),
        Role(
            "head",
            _("Head of delegation"),
            _("Speaks for the nation: submits its comments, states its position, may break silence."),
            _MEMBER | {"prepare_comment", "submit_comment", "state_position"},
            national=True,
        ),
        Role(
            "deputy",
            _("Deputy head of delegation"),
            _("Mandated to act for the head of delegation."),
            _MEMBER | {"prepare_comment", "submit_comment", "state_position"},
            national=True,
        ),
        Role(
            "expert",
            _("National expert"),
            _("Prepares the nation's comments; the head of delegation submits them."),
            _MEMBER | {"prepare_comment"},
            national=True,
        ),
        Role(
            "group_chair",
            _("Chair of a working group"),
            _("Conducts the group's work and records its agreement."),
            _MEMBER | _PEN | {"agree_in_group"},
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
            frozenset({"view_released", "prepare_comment", "submit_comment"}),
        ),
        Role(
            "observer",
            _("Partner observer"),
            _("Reads what was released to partners and comments when invited."),
            frozenset({"view_released", "prepare_comment", "submit_comment"}),
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
