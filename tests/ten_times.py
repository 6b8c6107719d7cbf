"""The register ten times over, in the database under test: what it would be with ten times the facts.

Each copy has deals, events, sources and the rest of its own. Its deals are with copies of the partners and with the
original ones, so that both the lists and each single page grow. The index of the search is left as it is.
"""

from collections import defaultdict
from string import ascii_uppercase
from typing import Any

from django.db.models import Model, QuerySet

from agreements.models import (
    Amount,
    Citation,
    Deal,
    DealPhrase,
    DealState,
    Event,
    Partner,
    Relation,
    Source,
    StatusPeriod,
    Survey,
)

TIMES = 10
# What of each record belongs to its copy, in an order in which each comes after those that it refers to.
_REFERENCES: dict[type[Model], dict[str, type[Model]]] = {
    Partner: {},
    Source: {},
    Deal: {},
    Event: {"deal": Deal},
    StatusPeriod: {"deal": Deal},
    Citation: {"deal": Deal, "event": Event, "source": Source},
    Amount: {"deal": Deal},
    DealPhrase: {"deal": Deal, "source": Source},
    DealState: {"deal": Deal, "source": Source},
    Relation: {"deal": Deal, "other": Deal},
    Survey: {"partner": Partner},
}


def _rename(record: Any, number: int) -> None:
    """Give a copy the names that no two records may share."""
    if isinstance(record, Partner):
        record.slug = f"{record.slug}-{number}"
        record.code = f"{record.code}QX{ascii_uppercase[number]}"
        record.name_en, record.name_ja = f"{record.name_en} {number}", f"{record.name_ja}{number}"
    elif isinstance(record, Source):
        record.url = f"{record.url}#{number}"
    elif isinstance(record, Deal):
        record.slug = f"{record.slug}-{number}"


def make_register_ten_times_as_large() -> None:
    ids: dict[type[Model], dict[tuple[int, int], int]] = defaultdict(dict)
    for model, references in _REFERENCES.items():
        originals = list(model._default_manager.order_by("pk"))
        copies: list[Any] = []
        keys = []
        for number in range(1, TIMES):
            for original in originals:
                if isinstance(original, Survey) and original.partner_id is None:
                    continue
                copy: Any = model(
                    **{field.attname: getattr(original, field.attname) for field in model._meta.concrete_fields}
                )
                copy.pk = None
                _rename(copy, number)
                for name, referred in references.items():
                    if (old := getattr(original, f"{name}_id")) is not None:
                        setattr(copy, f"{name}_id", ids[referred][old, number])
                copies.append(copy)
                keys.append((original.pk, number))
        # A plain queryset: what follows from the records has been copied with them.
        plain: QuerySet[Any] = QuerySet(model)
        created = plain.bulk_create(copies, batch_size=500)
        ids[model] = {key: copy.pk for key, copy in zip(keys, created, strict=True)}
    _link_partners(ids[Deal], ids[Partner])
    _link_other_types(ids[Deal])


def _link_partners(deals: dict[tuple[int, int], int], partners: dict[tuple[int, int], int]) -> None:
    through = Deal.partners.through
    pairs = list(through.objects.values_list("deal", "partner"))
    through.objects.bulk_create(
        through(deal_id=deals[deal, number], partner_id=party)
        for deal, partner in pairs
        for number in range(1, TIMES)
        for party in (partner, partners[partner, number])
    )


def _link_other_types(deals: dict[tuple[int, int], int]) -> None:
    through = Deal.also_types.through
    pairs = list(through.objects.values_list("deal", "agreementtype"))
    through.objects.bulk_create(
        through(deal_id=deals[deal, number], agreementtype_id=kind)
        for deal, kind in pairs
        for number in range(1, TIMES)
    )
