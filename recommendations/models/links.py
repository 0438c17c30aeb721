"""How a recommendation stands to the entries of the registers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.enums import Bearing
from recommendations.models.drafting import Recommendation
from workinggroups.models import RegisterEntry


class RecommendationLink(models.Model):
    """One recommendation and one entry of a register, and what the entry is to it."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="entry_links")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="recommendation_links")
    bearing = models.CharField(_("relation"), max_length=12, choices=Bearing)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("link to an entry")
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "entry"], name="recommendation_link_once"),
            models.CheckConstraint(condition=Q(bearing__in=Bearing.values), name="recommendation_link_bearing"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.bearing} {self.entry_id}"
