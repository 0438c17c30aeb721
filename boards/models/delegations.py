"""What a delegation keeps itself: its experts, within limits, and the mailboxes that get copies of its mail."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from boards.models.bodies import Nation


class Delegation(models.Model):
    """The limits within which a nation's head of delegation keeps experts and mailboxes; the secretariat sets them."""

    nation = models.OneToOneField(Nation, models.PROTECT, related_name="delegation", verbose_name=_("nation"))
    experts = models.PositiveSmallIntegerField(_("experts at most"), default=8)
    mailboxes = models.PositiveSmallIntegerField(_("mailboxes at most"), default=2)
    domains = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name=_("mail domains"),
        help_text=_("Addresses of experts and mailboxes must end with one of these; empty: any."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")

    def __str__(self) -> str:
        return str(self.nation)


class Mailbox(models.Model):
    """An address of the delegation that gets a copy of what its head is mailed; it cannot sign in."""

    nation = models.ForeignKey(Nation, models.PROTECT, related_name="mailboxes", verbose_name=_("nation"))
    address = models.EmailField(_("e-mail address"))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ["address"]
        constraints = [
            models.UniqueConstraint(
                fields=["nation", "address"], condition=models.Q(removed_at=None), name="mailbox_once"
            ),
            models.CheckConstraint(condition=models.Q(address=Lower("address")), name="mailbox_lower_case"),
        ]

    def __str__(self) -> str:
        return self.address
