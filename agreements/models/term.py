"""Words, and what each means to one speaker at one time."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .addressed import AddressedModel, page_address
from .agreement_type import AgreementType
from .fields import Bilingual, PartialDateField
from .natural_key import NaturalKeyModel
from .partner import Partner
from .source import Source, SourceStanding


class Term(AddressedModel):
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    term_en = models.CharField(_("word, English"), max_length=120)
    term_ja = models.CharField(_("word, Japanese"), max_length=120)
    reading = models.CharField(_("reading"), max_length=120, blank=True)
    types = models.ManyToManyField(AgreementType, related_name="terms", blank=True, verbose_name=_("types"))
    beware_en = models.TextField(_("the trap, English"))
    beware_ja = models.TextField(_("the trap, Japanese"))

    term = Bilingual()
    beware = Bilingual()

    history = HistoricalRecords(m2m_fields=[types])

    class Meta:
        ordering = ["slug"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return str(self.term)

    def get_absolute_url(self) -> str:
        return page_address("agreements:term_detail", self.slug)


class Speaker(models.TextChoices):
    """Who uses a word, the article first."""

    ARTICLE = "article", _("the article of 2024")
    JAPAN_GOVERNMENT = "japan-government", _("Japan’s government")
    US_GOVERNMENT = "us-government", _("US government")
    PARTNER_GOVERNMENT = "partner-government", _("a partner’s government")
    NATO = "nato", _("NATO")
    PRESS = "press", _("the press")
    SCHOLARSHIP = "scholarship", _("scholars")


class Sense(NaturalKeyModel):
    natural_key_fields = ("term__slug", "position")

    term = models.ForeignKey(Term, models.CASCADE, related_name="senses", verbose_name=_("term"))
    position = models.PositiveSmallIntegerField(_("position"))
    speaker = models.CharField(_("speaker"), max_length=30, choices=Speaker.choices)
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="senses",
        null=True,
        blank=True,
        verbose_name=_("partner"),
        help_text=_("Whose government, where the speaker is a partner’s government."),
    )
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ja", "日本語")])
    date = PartialDateField(_("date"), null=True, blank=True)
    definition_en = models.TextField(_("sense, English"))
    definition_ja = models.TextField(_("sense, Japanese"))
    differs_en = models.TextField(_("how it differs, English"), blank=True)
    differs_ja = models.TextField(_("how it differs, Japanese"), blank=True)

    definition = Bilingual()
    differs = Bilingual()

    history = HistoricalRecords()

    class Meta:
        ordering = ["term__slug", "position"]
        verbose_name = _("sense")
        verbose_name_plural = _("senses")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "position"],
                name="sense_position_unique",
                violation_error_message=_("Two senses cannot have the same position."),
            ),
            models.CheckConstraint(
                condition=models.Q(speaker=Speaker.PARTNER_GOVERNMENT, partner__isnull=False)
                | (~models.Q(speaker=Speaker.PARTNER_GOVERNMENT) & models.Q(partner=None)),
                name="sense_partner_where_it_speaks",
                violation_error_message=_("Name the partner if, and only if, its government speaks."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.get_speaker_display()}"


class SenseCitation(NaturalKeyModel):
    natural_key_fields = ("sense__term__slug", "sense__position", "source__url")

    sense = models.ForeignKey(Sense, models.CASCADE, related_name="citations", verbose_name=_("sense"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="sense_citations", verbose_name=_("source"))
    standing = models.CharField(_("read"), max_length=10, choices=SourceStanding.choices, default=SourceStanding.SEEN)

    history = HistoricalRecords()

    class Meta:
        ordering = ["sense__term__slug", "sense__position", "source__url"]
        verbose_name = _("citation of a sense")
        verbose_name_plural = _("citations of senses")
        constraints = [
            models.UniqueConstraint(
                fields=["sense", "source"],
                name="sense_citation_unique",
                violation_error_message=_("This source is cited already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.source)
