"""What every page shows of the register as a whole."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from agreements.models import AgreementType, Citation, Deal, Partner, Publication, Register


@dataclass(frozen=True, slots=True)
class RegisterInBrief:
    compiled_on: date
    deals: int
    partners: int
    citations: int


def _count(rows: QuerySet[Deal] | QuerySet[Citation], what: str) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def register_in_brief() -> RegisterInBrief | None:
    """Return date and size of what is published, in one query; None where no register is loaded."""
    published = Deal.objects.published()
    row = (
        Register.objects.annotate(
            deals=_count(published, "pk"),
            partner_count=_count(published, "partners"),
            citations=_count(Citation.objects.filter(deal__publication=Publication.PUBLISHED), "pk"),
        )
        .values_list("compiled_on", "deals", "partner_count", "citations")
        .first()
    )
    return RegisterInBrief(*row) if row else None


def all_types() -> QuerySet[AgreementType]:
    return AgreementType.objects.all()


def partners_with_deals() -> QuerySet[Partner]:
    """Return the partners that are party to a published deal, in the order of their English names."""
    return Partner.objects.filter(
        pk__in=Deal.partners.through.objects.filter(deal__publication=Publication.PUBLISHED).values("partner")
    )
