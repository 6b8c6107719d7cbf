"""Concrete instruments and sales between Japan and its partners."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.register.partial_date import PartialDate
from agreements.register.status import Status as S

from .addressed import AddressedModel, AddressedQuerySet, page_address
from .agreement_type import AgreementType
from .character import State
from .event import Event
from .fields import Bilingual, LinesField, PartialDateField
from .natural_key import NaturalKeyManager, NaturalKeyModel
from .partner import Partner
from .source import Source
from .watched import WatchedModel, WatchedQuerySet


class Status(models.TextChoices):
    """Where a deal stands, strongest first."""

    IN_FORCE = S.IN_FORCE.value, _("in force")
    SUSPENDED = S.SUSPENDED.value, _("suspended")
    SIGNED = S.SIGNED.value, _("signed")
    AGREED_IN_PRINCIPLE = S.AGREED_IN_PRINCIPLE.value, _("agreed in principle")
    NEGOTIATING = S.NEGOTIATING.value, _("under negotiation")
    PROPOSED = S.PROPOSED.value, _("proposed")
    COMPLETED = S.COMPLETED.value, _("completed")
    SUPERSEDED = S.SUPERSEDED.value, _("superseded")
    TERMINATED = S.TERMINATED.value, _("terminated")
    CANCELLED = S.CANCELLED.value, _("cancelled")


class Instrument(models.TextChoices):
    TREATY = "treaty", _("treaty approved by the Diet")
    EXECUTIVE_AGREEMENT = "executive-agreement", _("executive agreement")
    EXCHANGE_OF_NOTES = "exchange-of-notes", _("exchange of notes")
    CONTRACT = "contract", _("contract")
    MEMORANDUM = "memorandum", _("memorandum")
    JOINT_STATEMENT = "joint-statement", _("joint statement")
    OTHER = "other", _("other")


class DietApproval(models.TextChoices):
    APPROVED = "approved", _("approved")
    PENDING = "pending", _("pending")
    NOT_REQUIRED = "not-required", _("not required")
    UNKNOWN = "unknown", _("not known")


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


# What a draft may leave empty and a published deal may not. That a deal has partners and a type is asked of both.
NEEDED = (
    "short_name_en",
    "short_name_ja",
    "summary_en",
    "summary_ja",
    "in_practice_en",
    "in_practice_ja",
    "instrument",
)

_LONG = ("title", "summary", "in_practice", "signatories", "items", "doubt")


class DateOrNone(Func):
    """The date of a deal, the empty text where it has none, so that those come after all others.

    Written without a parameter, as an index can answer only what is asked in its own words. One that says where nulls
    go cannot be made on SQLite.
    """

    template = "COALESCE(%(expressions)s, '')"
    output_field = models.CharField()


class DealQuerySet(WatchedQuerySet["Deal"], AddressedQuerySet["Deal"]):  # type: ignore[override]
    """Reads of the register. `as_of`, which every list calls first, sets `status_then` and its like."""

    def published(self) -> Self:
        return self.filter(publication=Publication.PUBLISHED)

    def as_of(self, day: PartialDate | None) -> Self:
        """Keep the deals of which something was known at the end of `day` (None: now), with their status and date then.

        A month or a year is read to its last day.
        """
        if day is None:
            return self.annotate(
                status_then=F("status"),
                since_then=F("status_since"),
                since_standing_then=F("since_standing"),
                dated_then=F("dated"),
            )
        until = str(day.at_its_end)
        events = Event.objects.filter(deal=OuterRef("pk")).up_to(day).dating_first()
        return self.filter(Q(periods__end=None) | Q(periods__end__gt=until), periods__start__lte=until).annotate(
            status_then=F("periods__status"),
            since_then=F("periods__start"),
            since_standing_then=F("periods__standing"),
            dated_then=Subquery(events.values("date")[:1]),
        )

    def with_status(self, *statuses: str) -> Self:
        return self.filter(status_then__in=statuses)

    def of_type(self, *slugs: str, one_by_one: bool = False) -> Self:
        """Keep the deals that are of any of the types, mainly or also. `one_by_one` as in `with_partner`."""
        if one_by_one:
            also_of = Deal.also_types.through.objects.filter(deal=OuterRef("pk"), agreementtype__slug__in=slugs)
            return self.filter(Q(type__slug__in=slugs) | Exists(also_of))
        # Each half is found by its own index. A join would give a deal twice, and an OR makes SQLite read every deal.
        mainly = Deal.objects.order_by().filter(type__slug__in=slugs).values("pk")
        also = Deal.also_types.through.objects.order_by().filter(agreementtype__slug__in=slugs).values("deal")
        return self.filter(pk__in=mainly.union(also))

    def of_family(self, *families: str) -> Self:
        return self.filter(type__family__in=families)

    def with_partner(self, *slugs: str, one_by_one: bool = False) -> Self:
        """Keep the deals to which any of the partners is a party.

        `one_by_one` asks this of one deal after the other, in the order of the list, instead of looking them all up:
        where there are many, that finds the first of them sooner.
        """
        return self._with_place(one_by_one, partner__slug__in=slugs)

    def in_region(self, *regions: str, one_by_one: bool = False) -> Self:
        return self._with_place(one_by_one, partner__region__in=regions)

    def _with_place(self, one_by_one: bool, **wanted: Any) -> Self:
        places = Deal.partners.through.objects.filter(**wanted)
        if one_by_one:
            return self.filter(Exists(places.filter(deal=OuterRef("pk"))))
        return self.filter(pk__in=places.values("deal"))

    # Both in the words of the index by which a list is ordered. No date is before all dates.
    def dated_from(self, year: int) -> Self:
        return self.alias(date_or_none=DateOrNone("dated_then")).filter(date_or_none__gte=f"{year:04}")

    def dated_to(self, year: int) -> Self:
        dated = self.alias(date_or_none=DateOrNone("dated_then"))
        return dated.filter(date_or_none__gt="", date_or_none__lt=f"{year + 1:04}")

    def for_list(self) -> Self:
        # A type has some fifty columns: joined, they would be read again with every deal.
        return self.prefetch_related("type", "partners")

    def for_rows(self) -> Self:
        """Load what the line of a list says of a deal itself; `deal_rows` brings the rest."""
        return self.only("slug", "type", "short_name_en", "short_name_ja")

    def without_texts(self) -> Self:
        """Leave what only a deal's own page and its record say in the database, until somebody asks for it."""
        return self.defer(*(f"{name}_{language}" for name in _LONG for language in ("en", "ja")), "editors_note")

    def newest_first(self) -> Self:
        return self.order_by(DateOrNone("dated").desc(), "slug")


class Deal(WatchedModel, AddressedModel):
    deal_id_field: ClassVar[str] = "pk"

    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of its address, such as germany-acsa. It never changes once published."),
        error_messages={"unique": _("A deal has this slug already.")},
    )
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    type = models.ForeignKey(AgreementType, models.PROTECT, related_name="deals", verbose_name=_("type"))
    also_types: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        AgreementType,
        related_name="also_deals",
        blank=True,
        verbose_name=_("also of type"),
        help_text=_("Only for a deal that honestly sits between two types."),
    )
    partners: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        Partner, related_name="deals", verbose_name=_("partners")
    )
    short_name_en = models.CharField(
        _("short name, English"), max_length=160, blank=True, help_text=_("Such as Japan–Germany ACSA.")
    )
    short_name_ja = models.CharField(
        _("short name, Japanese"), max_length=160, blank=True, help_text=_("Such as 日独ACSA.")
    )
    title_en = models.TextField(_("official title, English"), blank=True)
    title_ja = models.TextField(_("official title, Japanese"), blank=True)
    title_en_confirmed = models.BooleanField(_("English title seen in an official text"), default=True)
    title_ja_confirmed = models.BooleanField(_("Japanese title seen in an official text"), default=True)
    summary_en = models.TextField(_("what it is, English"), blank=True)
    summary_ja = models.TextField(_("what it is, Japanese"), blank=True)
    in_practice_en = models.TextField(
        _("in practice, English"),
        blank=True,
        help_text=_("What the parties can now do, as a reader can picture it."),
    )
    in_practice_ja = models.TextField(_("in practice, Japanese"), blank=True)
    ability_en = models.CharField(
        _("what two partners can do with it, English"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("Only where it is less than with others of its kind. It ends “Japan and France can …”."),
    )
    ability_ja = models.CharField(
        _("what two partners can do with it, Japanese"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("Such as 日本での米軍の駐留: it begins 「…ができる」."),
    )
    signatories_en = models.TextField(_("signed by, English"), blank=True)
    signatories_ja = models.TextField(_("signed by, Japanese"), blank=True)
    instrument = models.CharField(_("kind of paper"), max_length=30, choices=Instrument.choices, blank=True)
    binding = models.BooleanField(
        _("binding under international law"),
        null=True,
        blank=True,
        help_text=_("Unknown, if the facts do not say."),
    )
    diet_approval = models.CharField(
        _("approval by the Diet"), max_length=20, choices=DietApproval.choices, default=DietApproval.UNKNOWN
    )
    items_en = LinesField(_("items, English"), help_text=_("One a line: coastal radar systems (five)."))
    items_ja = LinesField(_("items, Japanese"), help_text=_("One a line, in the same order."))
    evidence_date = PartialDateField(
        _("evidence up to"),
        null=True,
        blank=True,
        help_text=_("How recent the newest evidence of its status is."),
    )
    doubt_en = models.TextField(
        _("doubt, English"),
        blank=True,
        help_text=_("Shown to readers under “Editors’ note”: what is unconfirmed or disputed."),
    )
    doubt_ja = models.TextField(_("doubt, Japanese"), blank=True)
    editors_note = models.TextField(_("internal note"), blank=True, help_text=_("Never shown to readers."))

    # Derived from events and citations by derived.refresh; nobody types them in.
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, blank=True, editable=False, db_index=True
    )
    status_since = PartialDateField(_("status since"), null=True, editable=False)
    since_standing = models.CharField(_("that date is"), max_length=20, blank=True, editable=False)
    dated = PartialDateField(_("date"), null=True, editable=False, db_index=True)
    begins = PartialDateField(_("begins"), null=True, editable=False)
    ends = PartialDateField(_("ends"), null=True, editable=False)
    citation_count = models.PositiveIntegerField(_("number of citations"), null=True, editable=False)

    short_name = Bilingual()
    title = Bilingual()
    summary = Bilingual()
    in_practice = Bilingual()
    ability = Bilingual()
    signatories = Bilingual()
    items = Bilingual()
    doubt = Bilingual()

    # Set by `as_of`.
    status_then: str
    since_then: PartialDate | None
    since_standing_then: str
    dated_then: PartialDate | None

    objects = NaturalKeyManager.from_queryset(DealQuerySet)()  # type: ignore[misc]
    history = HistoricalRecords(
        m2m_fields=[partners, also_types],
        excluded_fields=["status", "status_since", "since_standing", "dated", "begins", "ends", "citation_count"],
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        permissions = [("publish_deal", _("Can publish a deal"))]
        indexes = [
            models.Index(fields=["type", "status"], name="deal_type_status"),
            # Of a list its first page, and how long it is, whatever else is in the register.
            models.Index("publication", DateOrNone("dated").desc(), "slug", name="deal_by_date"),
            models.Index("publication", "status", DateOrNone("dated").desc(), "slug", name="deal_of_status_by_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(begins=None) | Q(ends__gte=Left("begins", Length("ends"))),
                name="deal_ends_after_it_begins",
                violation_error_message=_("An end cannot come before the beginning: look at the events’ dates."),
            ),
            models.CheckConstraint(
                # Before its citations are counted, as while fixtures load, the number is null.
                condition=Q(publication=Publication.DRAFT) | Q(citation_count=None) | Q(citation_count__gt=0),
                name="deal_published_has_source",
                violation_error_message=_("A published deal needs at least one source."),
            ),
            models.CheckConstraint(
                # A draft may be half done.
                condition=Q(publication=Publication.DRAFT) | ~Q(*((name, "") for name in NEEDED), _connector=Q.OR),
                name="deal_published_is_complete",
                violation_error_message=_(
                    "A published deal needs its kind of paper, and in both languages a short name, what it is and "
                    "what it means in practice."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ability_en="", ability_ja="") | ~Q(Q(ability_en="") | Q(ability_ja="")),
                name="deal_ability_in_both_languages",
                violation_error_message=_("Say in both languages what two partners can do with it, or in neither."),
            ),
            models.CheckConstraint(
                condition=Q(instrument__in=["", *Instrument.values]),
                name="deal_instrument_known",
                violation_error_message=_("Choose one of the kinds of paper."),
            ),
            models.CheckConstraint(
                condition=Q(diet_approval__in=DietApproval.values),
                name="deal_diet_approval_known",
                violation_error_message=_("Choose whether the Diet’s approval was needed and given."),
            ),
            models.CheckConstraint(
                condition=Q(publication__in=Publication.values),
                name="deal_publication_known",
                violation_error_message=_("A deal is a draft or published."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.short_name)

    def get_absolute_url(self) -> str:
        return page_address("agreements:deal_detail", self.slug)

    def slug_was_public(self) -> bool:
        """A draft’s slug is free to be changed and taken. Of a deal that was loaded, nobody knows what it has been."""
        if self.is_published:
            return True
        history = Deal.history.filter(id=self.pk)
        return (
            not history.filter(history_type="+").exists() or history.filter(publication=Publication.PUBLISHED).exists()
        )

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED


class StatusPeriod(models.Model):
    """A deal's status for a stretch of time: the copy of what its events say that lists of any day filter on."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="periods", verbose_name=_("deal"))
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    start = PartialDateField(_("from"))
    end = PartialDateField(_("to"), null=True)
    standing = models.CharField(_("the first date is"), max_length=20, blank=True)

    class Meta:
        ordering = ["deal", "start"]
        verbose_name = _("period of a status")
        verbose_name_plural = _("periods of statuses")
        indexes = [models.Index(fields=["start", "end"], name="status_period_span")]
        constraints = [
            models.UniqueConstraint(fields=["deal", "start"], name="status_period_unique"),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gt=F("start")), name="status_period_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.start}–{self.end or ''}"


class AmountKind(models.TextChoices):
    GRANT = "grant", _("grant")
    CEILING = "ceiling", _("ceiling")
    CONTRACT = "contract", _("contract price")
    ESTIMATE = "estimate", _("estimate")
    LOAN = "loan", _("loan")
    BUDGET = "budget", _("budget")
    CONTRIBUTION = "contribution", _("contribution")
    PLEDGE = "pledge", _("pledge")


class Amount(NaturalKeyModel):
    """A sum of money and what it is. Whole units of the currency."""

    natural_key_fields = ("deal__slug", "kind", "currency", "amount")

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="amounts", verbose_name=_("deal"))
    kind = models.CharField(_("what it is"), max_length=20, choices=AmountKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=0)
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217: JPY, USD, EUR, GBP, AUD."))
    note_en = models.CharField(_("note, English"), max_length=300, blank=True)
    note_ja = models.CharField(_("note, Japanese"), max_length=300, blank=True)

    note = Bilingual()
    history = HistoricalRecords()

    class Meta:
        ordering = ["deal__slug", "kind", "currency", "amount"]
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "kind", "currency", "amount"],
                name="amount_unique",
                violation_error_message=_("This amount is there already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="amount_positive",
                violation_error_message=_("An amount is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="amount_currency_form",
                violation_error_message=_("A currency is three capital letters, such as JPY."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class DealState(NaturalKeyModel):
    """A state to which a deal narrows a character of its type, with the source that says so."""

    natural_key_fields = ("deal__slug", "state__character__slug", "state__slug")

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="deal_states", verbose_name=_("deal"))
    state = models.ForeignKey(State, models.CASCADE, related_name="deal_states", verbose_name=_("state"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="deal_states", verbose_name=_("source"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["deal__slug", "state__character__position", "state__position"]
        verbose_name = _("state of a deal")
        verbose_name_plural = _("states of deals")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "state"],
                name="deal_state_unique",
                violation_error_message=_("This deal has that state already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.deal}: {self.state}"
