"""Phrases that speak for or against a type."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .agreement_type import AgreementType
from .fields import Bilingual
from .natural_key import NaturalKeyModel


class Cue(NaturalKeyModel):
    natural_key_fields = ("type__slug", "language", "phrase")

    type = models.ForeignKey(AgreementType, models.CASCADE, related_name="cues", verbose_name=_("type"))
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ja", "日本語")])
    phrase = models.CharField(_("phrase"), max_length=200)
    weight = models.SmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(-10), MaxValueValidator(10)],
        help_text=_("From 10, names the type, to -10, rules it out."),
    )
    reason_en = models.CharField(_("reason, English"), max_length=300)
    reason_ja = models.CharField(_("reason, Japanese"), max_length=300)

    reason = Bilingual()

    class Meta:
        ordering = ["type__position", "language", "phrase"]
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "language", "phrase"],
                name="cue_unique",
                violation_error_message=_("This phrase is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=-10, weight__lte=10) & ~models.Q(weight=0),
                name="cue_weight_in_range",
                violation_error_message=_("A weight is from -10 to 10, and not 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
