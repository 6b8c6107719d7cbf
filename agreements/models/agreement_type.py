"""The kinds of agreement, in families, and what each is confused with."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .addressed import AddressedModel, page_address
from .fields import Bilingual, LinesField
from .natural_key import NaturalKeyModel


class Family(models.TextChoices):
    """From promises to hardware, in the order in which the site shows them."""

    COMMITMENT = "commitment", _("Commitment")
    ACCESS = "access", _("Access")
    LOGISTICS = "logistics", _("Logistics")
    INFORMATION = "information", _("Information")
    EQUIPMENT = "equipment", _("Equipment")


class AgreementType(AddressedModel):
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    family = models.CharField(_("family"), max_length=20, choices=Family.choices)
    in_article = models.BooleanField(_("treated in the article of 2024"), default=False)
    is_closed_list = models.BooleanField(
        _("closed list"),
        default=False,
        help_text=_("All agreements of this kind can be counted from official lists (an ACSA, not a declaration)."),
    )
    name_en = models.CharField(_("name, English"), max_length=120)
    name_ja = models.CharField(_("name, Japanese"), max_length=120)
    short_name_en = models.CharField(_("short name, English"), max_length=20)
    short_name_ja = models.CharField(_("short name, Japanese"), max_length=20)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    aliases_en = LinesField(_("other names, English"))
    aliases_ja = LinesField(_("other names, Japanese"))
    official_name_note_en = models.TextField(_("on the official name, English"), blank=True)
    official_name_note_ja = models.TextField(_("on the official name, Japanese"), blank=True)
    lede_en = models.TextField(_("in one sentence, English"))
    lede_ja = models.TextField(_("in one sentence, Japanese"))
    plain_en = LinesField(_("plain words, English"), help_text=_("One paragraph a line."))
    plain_ja = LinesField(_("plain words, Japanese"), help_text=_("One paragraph a line."))
    ability_en = models.CharField(_("what two partners can do with it, English"), max_length=160)
    ability_ja = models.CharField(_("what two partners can do with it, Japanese"), max_length=160)
    ability_short_en = models.CharField(_("the same in a few words, English"), max_length=80)
    ability_short_ja = models.CharField(_("the same in a few words, Japanese"), max_length=80)
    does_en = LinesField(_("what it does, English"))
    does_ja = LinesField(_("what it does, Japanese"))
    does_not_en = LinesField(_("what it does not do, English"))
    does_not_ja = LinesField(_("what it does not do, Japanese"))
    why_en = models.TextField(_("why it matters, English"))
    why_ja = models.TextField(_("why it matters, Japanese"))
    route_en = models.TextField(_("route into force, English"))
    route_ja = models.TextField(_("route into force, Japanese"))
    text_en = models.TextField(_("pattern of official titles, English"))
    text_ja = models.TextField(_("pattern of official titles, Japanese"))
    clause_en = models.TextField(_("deciding words, English"), blank=True)
    clause_ja = models.TextField(_("deciding words, Japanese"), blank=True)
    article_en = models.TextField(_("the article and the official wording, English"), blank=True)
    article_ja = models.TextField(_("the article and the official wording, Japanese"), blank=True)
    elsewhere_en = LinesField(_("like things elsewhere, English"))
    elsewhere_ja = LinesField(_("like things elsewhere, Japanese"))
    states: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "State",
        through="TypeState",
        related_name="types",
        verbose_name=_("states"),
    )

    name = Bilingual()
    short_name = Bilingual()
    official_name_note = Bilingual()
    lede = Bilingual()
    plain = Bilingual()
    ability = Bilingual()
    ability_short = Bilingual()
    does = Bilingual()
    does_not = Bilingual()
    why = Bilingual()
    route = Bilingual()
    article = Bilingual()
    elsewhere = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        verbose_name = _("agreement type")
        verbose_name_plural = _("agreement types")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(family__in=Family.values),
                name="agreement_type_family_known",
                violation_error_message=_("Choose one of the five families."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return page_address("agreements:type_detail", self.slug)


class TypePhrase(NaturalKeyModel):
    """How communiqués and headlines put a type: words really used, and by whom."""

    natural_key_fields = ("type__slug", "position")

    type = models.ForeignKey(AgreementType, models.CASCADE, related_name="phrases", verbose_name=_("type"))
    position = models.PositiveSmallIntegerField(_("position"))
    quote = models.CharField(_("words"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ja", "日本語")])
    by_en = models.CharField(_("who says so, English"), max_length=200)
    by_ja = models.CharField(_("who says so, Japanese"), max_length=200)

    by = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["type__position", "position"]
        verbose_name = _("diplomat’s phrase")
        verbose_name_plural = _("diplomat’s phrases")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "position"],
                name="type_phrase_position_unique",
                violation_error_message=_("Two phrases cannot have the same position."),
            )
        ]

    def __str__(self) -> str:
        return self.quote


class Confusion(NaturalKeyModel):
    """A type and another that it is taken for, with what tells them apart."""

    natural_key_fields = ("type__slug", "other__slug")

    type = models.ForeignKey(AgreementType, models.CASCADE, related_name="confusions", verbose_name=_("type"))
    other = models.ForeignKey(
        AgreementType, models.CASCADE, related_name="confusions_of_others", verbose_name=_("confused with")
    )
    difference_en = models.TextField(_("difference, English"))
    difference_ja = models.TextField(_("difference, Japanese"))

    difference = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["type__position", "other__position"]
        verbose_name = _("confusion")
        verbose_name_plural = _("confusions")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "other"],
                name="confusion_unique",
                violation_error_message=_("This pair of types is there already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(type=models.F("other")),
                name="confusion_not_with_itself",
                violation_error_message=_("A type cannot be confused with itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} / {self.other}"
