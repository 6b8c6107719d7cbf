"""Phrases that speak for or against a type, for none at all, or for a state of the key."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .agreement_type import AgreementType
from .character import State
from .fields import Bilingual
from .natural_key import NaturalKeyModel


class Cue(NaturalKeyModel):
    natural_key_fields = ("type__slug", "state__character__slug", "state__slug", "language", "phrase")

    type = models.ForeignKey(
        AgreementType,
        models.CASCADE,
        related_name="cues",
        null=True,
        blank=True,
        verbose_name=_("type"),
        help_text=_("Nothing, if the phrase says that a text is about something else, such as a trade pact."),
    )
    state = models.ForeignKey(
        State,
        models.CASCADE,
        related_name="cues",
        null=True,
        blank=True,
        verbose_name=_("state"),
        help_text=_("Instead of a type: a state of the key that the phrase shows."),
    )
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ja", "日本語")])
    phrase = models.CharField(
        _("phrase"),
        max_length=800,
        help_text=_("Words as a text has them. (a|b) stands for either, … for a gap of a few words."),
    )
    weight = models.SmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(-10), MaxValueValidator(10)],
        help_text=_("From 10, names the type, to -10, rules it out."),
    )
    reason_en = models.CharField(_("reason, English"), max_length=300)
    reason_ja = models.CharField(_("reason, Japanese"), max_length=300)

    reason = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["type__position", "state__character__position", "state__position", "language", "phrase"]
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "language", "phrase"],
                condition=models.Q(state=None),
                name="cue_unique",
                violation_error_message=_("This phrase is there already."),
            ),
            models.UniqueConstraint(
                fields=["state", "language", "phrase"],
                condition=models.Q(type=None),
                name="cue_of_state_unique",
                violation_error_message=_("This phrase is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(type=None) | models.Q(state=None),
                name="cue_of_type_or_state",
                violation_error_message=_("A phrase speaks for a type or for a state, not for both."),
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=-10, weight__lte=10) & ~models.Q(weight=0),
                name="cue_weight_in_range",
                violation_error_message=_("A weight is from -10 to 10, and not 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
