"""A packet in the making, as its page shows it."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dipb_portal.accounts.models import User
from recommendations.access.visibility import packets_visible_to
from recommendations.enums import PacketFailure, PacketState
from recommendations.models import Packet

# What `packets.build.stages` names, in the reader's words.
STAGES: dict[str, Promise] = {
    "contents": gettext_lazy("Contents frozen"),
    "section:cover": gettext_lazy("Cover note"),
    "section:contents": gettext_lazy("Contents"),
    "section:purpose": gettext_lazy("Purpose"),
    "section:actions": gettext_lazy("Action requested"),
    "section:summary": gettext_lazy("Executive summary"),
    "section:background": gettext_lazy("Background"),
    "section:recommendations": gettext_lazy("Recommendations"),
    "section:implications": gettext_lazy("Implications"),
    "section:advice": gettext_lazy("NIAG advice"),
    "section:consultation": gettext_lazy("Consultation and positions"),
    "section:comments": gettext_lazy("Comment resolution"),
    "section:period-texts": gettext_lazy("Texts agreed and submitted in the period"),
    "section:period-decisions": gettext_lazy("What the CNAD decided in the period, and what it still defers"),
    "section:period-follow-up": gettext_lazy("Follow-up"),
    "section:period-nations": gettext_lazy("What nations report"),
    "section:period-tasks": gettext_lazy("Tasks of the Board answered or late"),
    "section:period-advice": gettext_lazy("Advice of industry given in the period"),
    "section:way-ahead": gettext_lazy("Way ahead"),
    "section:matrix": gettext_lazy("Comment matrix"),
    "section:history": gettext_lazy("References and document history"),
    "section:agenda": gettext_lazy("Agenda"),
    "section:files": gettext_lazy("Files"),
    "section:integrity": gettext_lazy("Label and integrity"),
    "merge": gettext_lazy("Merge"),
    "seal": gettext_lazy("Seal and label"),
    "store": gettext_lazy("Store"),
}
EDITIONS = {"en": "EN", "fr": "FR", "both": "EN-FR"}


@dataclass(frozen=True)
class Stage:
    """One step of a build; `status` is "done", "current" or "ahead"."""

    label: Promise | str
    status: str


@dataclass(frozen=True)
class Progress:
    """How far a packet is, from its row."""

    packet: Packet

    @property
    def ended(self) -> bool:
        return self.packet.state in (PacketState.DONE, PacketState.FAILED)

    @property
    def mark(self) -> str:
        """Changes whenever there is something new to show."""
        return f"{self.packet.state}-{self.packet.attempts}-{self.packet.stage}"

    @property
    def stages(self) -> list[Stage]:
        return [Stage(_label(name), self._status(place)) for place, name in enumerate(self.packet.stages)]

    def _status(self, place: int) -> str:
        if place < self.packet.stage:
            return "done"
        return "current" if place == self.packet.stage and not self.ended else "ahead"

    @property
    def now(self) -> str:
        """The present step in words."""
        packet = self.packet
        if packet.state != PacketState.RUNNING or packet.stage >= len(packet.stages):
            return packet.get_state_display()
        told = {"step": packet.stage + 1, "of": len(packet.stages), "what": self.stages[packet.stage].label}
        return _("Step %(step)s of %(of)s: %(what)s") % told

    @property
    def failure(self) -> str:
        known = self.packet.error in PacketFailure.values
        return str(PacketFailure(self.packet.error).label) if known else self.packet.error


def _label(stage: str) -> Promise | str:
    """The stage in words; the items of a book are as many as its agenda has."""
    if stage.startswith("section:item-"):
        return _("Item %(number)s") % {"number": stage.removeprefix("section:item-")}
    return STAGES.get(stage, stage)


def packets_for(user: User) -> QuerySet[Packet]:
    """Visible packets without what they say."""
    visible = packets_visible_to(user).defer("contents", "submission__contents")
    return visible.select_related("requested_by", "submission__document")


def head_of(packet: Packet) -> tuple[int, str]:
    """The journal's head printed in the packet: place and digest."""
    chain = Packet.objects.values_list("contents__chain__position", "contents__chain__sha256")
    return chain.get(pk=packet.pk)


def filename_of(packet: Packet) -> str:
    """For example "DIPB-D(2026)0001 EN.pdf"; nothing in it that a file system would take for more than a name."""
    document = packet.submission.document if packet.submission and packet.issued else None
    reference = document.reference if document else "DIPB-D DRAFT"
    safe = re.sub(r"[^\w() .-]", "-", reference, flags=re.ASCII)
    return f"{safe} {EDITIONS[packet.edition]}.pdf"
