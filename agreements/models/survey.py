"""Where and until when a kind of agreement was looked for: why an empty cell of the grid is empty."""

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .agreement_type import AgreementType
from .fields import Bilingual, PartialDateField
from .natural_key import NaturalKeyModel
from .partner import Partner


class Survey(NaturalKeyModel):
    natural_key_fields = ("type__slug", "partner__slug")

    type = models.ForeignKey(AgreementType, models.CASCADE, related_name="surveys", verbose_name=_("type"))
    partner = models.ForeignKey(
        Partner,
        models.CASCADE,
        related_name="surveys",
        null=True,
        blank=True,
        verbose_name=_("partner"),
        help_text=_("Nothing, if it was looked for with every partner."),
    )
    until = PartialDateField(_("looked for up to"))
    where_en = models.CharField(_("in what, English"), max_length=200)
    where_ja = models.CharField(_("in what, Japanese"), max_length=200)

    where = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["type__position", "partner__slug"]
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "partner"],
                name="survey_unique",
                violation_error_message=_("This survey is there already."),
            ),
            models.UniqueConstraint(
                fields=["type"],
                condition=models.Q(partner=None),
                name="survey_of_every_partner_unique",
                violation_error_message=_("There is a survey of this type with every partner already."),
            ),
        ]

    @property
    def none_found(self) -> str:
        """That nothing was found, until when and in what."""
        return gettext("None found up to %(date)s in %(where)s") % {
            "date": self.until.in_words(get_language() or "en") if self.until else "",
            "where": self.where,
        }

    def __str__(self) -> str:
        return f"{self.type}: {self.partner or '*'}, {self.until}"
