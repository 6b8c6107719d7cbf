"""Questions with named states that tell types apart, and the states that each type can have."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .agreement_type import AgreementType
from .fields import Bilingual
from .natural_key import NaturalKeyModel


class Character(NaturalKeyModel):
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    name_en = models.CharField(_("name, English"), max_length=60)
    name_ja = models.CharField(_("name, Japanese"), max_length=60)
    question_en = models.CharField(_("question, English"), max_length=200)
    question_ja = models.CharField(_("question, Japanese"), max_length=200)
    help_en = models.TextField(_("help, English"))
    help_ja = models.TextField(_("help, Japanese"))

    name = Bilingual()
    question = Bilingual()
    help = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        verbose_name = _("character")
        verbose_name_plural = _("characters")

    def __str__(self) -> str:
        return str(self.question)


class State(NaturalKeyModel):
    natural_key_fields = ("character__slug", "slug")

    character = models.ForeignKey(Character, models.CASCADE, related_name="states", verbose_name=_("character"))
    slug = models.SlugField(_("slug"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))
    label_en = models.CharField(_("label, English"), max_length=120)
    label_ja = models.CharField(_("label, Japanese"), max_length=120)

    label = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["character__position", "position"]
        verbose_name = _("state")
        verbose_name_plural = _("states")
        constraints = [
            models.UniqueConstraint(
                fields=["character", "slug"],
                name="state_slug_unique",
                violation_error_message=_("This character has a state of that slug already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.character.name}: {self.label}"


class TypeState(NaturalKeyModel):
    """A cell of the matrix: a state that a type can have."""

    natural_key_fields = ("type__slug", "state__character__slug", "state__slug")

    type = models.ForeignKey(AgreementType, models.CASCADE, related_name="type_states", verbose_name=_("type"))
    state = models.ForeignKey(State, models.CASCADE, related_name="type_states", verbose_name=_("state"))
    note_en = models.CharField(_("note, English"), max_length=300, blank=True)
    note_ja = models.CharField(_("note, Japanese"), max_length=300, blank=True)

    note = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["type__position", "state__character__position", "state__position"]
        verbose_name = _("state of a type")
        verbose_name_plural = _("states of types")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "state"],
                name="type_state_unique",
                violation_error_message=_("This type has that state already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.state}"
