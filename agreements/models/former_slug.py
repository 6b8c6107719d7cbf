"""Slugs that records once had, and where each leads now."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .agreement_type import AgreementType
from .deal import Deal
from .natural_key import NaturalKeyManager, NaturalKeyModel
from .partner import Partner
from .term import Term


class PageKind(models.TextChoices):
    """Kinds of record that have a page each."""

    DEAL = "deal", _("deal")
    PARTNER = "partner", _("partner")
    TYPE = "type", _("type")
    TERM = "term", _("term")


MODEL_OF_PAGE: dict[PageKind, type[Any]] = {
    PageKind.DEAL: Deal,
    PageKind.PARTNER: Partner,
    PageKind.TYPE: AgreementType,
    PageKind.TERM: Term,
}


def _kind_of(model: type[models.Model]) -> PageKind:
    return next(kind for kind, of_kind in MODEL_OF_PAGE.items() if of_kind is model)


def _holds_one(kind: PageKind) -> Q:
    return Q(kind=kind, **{f"{other}__isnull": other != kind for other in PageKind.values})


class FormerSlugQuerySet(models.QuerySet["FormerSlug"]):
    def of_model(self, model: type[models.Model]) -> Self:
        kind = _kind_of(model)
        return self.filter(kind=kind).select_related(kind.value)

    def keep(self, record: models.Model, slug: str) -> "FormerSlug":
        kind = _kind_of(type(record))
        return self.create(kind=kind, slug=slug, **{kind.value: record})

    keep.alters_data = True  # type: ignore[attr-defined]


def _record(model: type[models.Model], name: Any) -> Any:
    return models.ForeignKey(
        model, models.CASCADE, related_name="former_slugs", null=True, blank=True, verbose_name=name
    )


class FormerSlug(NaturalKeyModel):
    """A slug that leads to a record, not to another slug: however often that one changes, it is one step away."""

    natural_key_fields = ("kind", "slug")

    kind = models.CharField(_("kind"), max_length=10, choices=PageKind.choices)
    slug = models.SlugField(_("former slug"), max_length=80)
    deal = _record(Deal, _("deal"))
    partner = _record(Partner, _("partner"))
    type = _record(AgreementType, _("type"))
    term = _record(Term, _("term"))

    objects = NaturalKeyManager.from_queryset(FormerSlugQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["kind", "slug"]
        # Kept by AddressedModel; shown on the record itself, and nobody’s to edit.
        default_permissions = ()
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="former_slug_unique",
                violation_error_message=_("This slug leads to a record already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PageKind.values),
                name="former_slug_kind_known",
                violation_error_message=_("Choose one of the kinds of page."),
            ),
            models.CheckConstraint(
                condition=_holds_one(PageKind.DEAL)
                | _holds_one(PageKind.PARTNER)
                | _holds_one(PageKind.TYPE)
                | _holds_one(PageKind.TERM),
                name="former_slug_of_one_record",
                violation_error_message=_("A former slug belongs to one record, of its own kind."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def record(self) -> Any:
        return getattr(self, self.kind)
