"""Countries and organisations with which Japan has deals."""

from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .addressed import AddressedModel, AddressedQuerySet, page_address
from .fields import Bilingual, LinesField
from .natural_key import NaturalKeyManager


class Region(models.TextChoices):
    NORTH_AMERICA = "north-america", _("North America")
    EUROPE = "europe", _("Europe")
    OCEANIA = "oceania", _("Oceania")
    EAST_ASIA = "east-asia", _("East Asia")
    SOUTHEAST_ASIA = "southeast-asia", _("Southeast Asia")
    SOUTH_ASIA = "south-asia", _("South Asia")
    CENTRAL_ASIA = "central-asia", _("Central Asia")
    MIDDLE_EAST = "middle-east", _("Middle East")
    AFRICA = "africa", _("Africa")
    LATIN_AMERICA = "latin-america", _("Latin America and the Caribbean")
    ORGANISATION = "organisation", _("Organizations")


class PartnerKind(models.TextChoices):
    COUNTRY = "country", _("country")
    ORGANISATION = "organisation", _("organization")


class PartnerQuerySet(AddressedQuerySet["Partner"]):
    def shown(self) -> Self:
        """Keep the partners that readers see: those that are party to a published deal."""
        # Of each partner the first such deal is enough, where a list of ids would be made from all.
        parties: Any = Partner.deals.through.objects
        return self.filter(Exists(parties.filter(partner=OuterRef("pk"), deal__publication="published")))


class Partner(AddressedModel):
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PartnerKind.choices, default=PartnerKind.COUNTRY)
    code = models.CharField(
        _("code"),
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,10}$", _("Two capital letters, or an organization’s initials."))],
        help_text=_("ISO 3166-1 alpha-2, such as DE; for an organization its initials, such as NATO."),
    )
    alpha3 = models.CharField(
        _("three-letter code"), max_length=3, blank=True, help_text=_("ISO 3166-1 alpha-3, such as DEU.")
    )
    region = models.CharField(_("region"), max_length=20, choices=Region.choices)
    name_en = models.CharField(_("name, English"), max_length=80, unique=True)
    name_ja = models.CharField(
        _("name, Japanese"), max_length=80, unique=True, help_text=_("As in running text: 米国, 英国, 豪州.")
    )
    heading_en = models.CharField(
        _("heading, English"), max_length=80, help_text=_("As the title of a page: European Union.")
    )
    heading_ja = models.CharField(
        _("heading, Japanese"), max_length=80, help_text=_("As the title of a page: アメリカ合衆国.")
    )
    in_sentence_en = models.CharField(
        _("in a sentence, English"), max_length=80, help_text=_("With its article: the United Kingdom.")
    )
    official_name_en = models.CharField(_("official name, English"), max_length=160)
    official_name_ja = models.CharField(_("official name, Japanese"), max_length=160)
    aliases_en = LinesField(_("other names, English"), help_text=_("One a line: ROK, Seoul."))
    aliases_ja = LinesField(_("other names, Japanese"), help_text=_("One a line: 英, イギリス."))
    adjectives_en = LinesField(_("adjectives, English"), help_text=_("One a line: Korean."))
    account_en = models.TextField(_("how the relation grew, English"), blank=True)
    account_ja = models.TextField(_("how the relation grew, Japanese"), blank=True)

    name = Bilingual()
    heading = Bilingual()
    official_name = Bilingual()
    account = Bilingual()

    # From Deal.partners, which the checker of types does not follow here.
    deals: Any

    objects = NaturalKeyManager.from_queryset(PartnerQuerySet)()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=PartnerKind.values),
                name="partner_kind_known",
                violation_error_message=_("A partner is a country or an organization."),
            ),
            models.CheckConstraint(
                condition=models.Q(region__in=Region.values),
                name="partner_region_known",
                violation_error_message=_("Choose one of the regions."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def in_sentence(self) -> str:
        """The name as a sentence has it, in English with its article: `the United Kingdom`."""
        return str(self.name_ja if get_language() == "ja" else self.in_sentence_en)

    def get_absolute_url(self) -> str:
        return page_address("agreements:partner_detail", self.slug)
