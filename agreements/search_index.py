"""Writes the index of the search, and keeps it in step with the records after every write."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import AppConfig
from django.db import connection, transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_save
from django.dispatch import receiver

from agreements.derived import refreshed_later
from agreements.models import (
    AgreementType,
    Citation,
    Deal,
    DealPhrase,
    DealState,
    Partner,
    Sense,
    SenseCitation,
    Source,
    Term,
)
from agreements.models.edition_mark import no_fact_changed
from agreements.models.search_entry import (
    FTS5_TABLE,
    NAMES,
    WORDS,
    EntryKind,
    SearchEntry,
    SearchWord,
    of_kind,
)
from agreements.models.watched import deals_refreshed
from agreements.search.folding import LONGEST_TOKEN
from agreements.search_entries import MAKERS, RULES

_BATCH = 500

_SQLITE = (
    # Only whether and in which column a token occurs is kept: order and number are never asked.
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS5_TABLE} USING fts5(names, words, content='agreements_searchentry',"
    " content_rowid='place', tokenize='unicode61 remove_diacritics 0', detail=column)",
    f"CREATE TRIGGER IF NOT EXISTS {FTS5_TABLE}_added AFTER INSERT ON agreements_searchentry BEGIN"
    f" INSERT INTO {FTS5_TABLE}(rowid, names, words) VALUES (new.place, new.names, new.words); END",
    f"CREATE TRIGGER IF NOT EXISTS {FTS5_TABLE}_deleted AFTER DELETE ON agreements_searchentry BEGIN"
    f" INSERT INTO {FTS5_TABLE}({FTS5_TABLE}, rowid, names, words)"
    " VALUES ('delete', old.place, old.names, old.words); END",
)
_POSTGRESQL_INDEXES = {
    f"search_entry_{kind.value}_{name}": f"{method} ({of_kind(kind, column)})"
    for kind in EntryKind
    if not kind.is_small
    for name, method, column in (
        ("names", "gin", f"{NAMES}_vector"),
        ("words", "gin", f"{WORDS}_vector"),
        ("places", "btree", "place"),
    )
}
_POSTGRESQL = (
    *(
        f"ALTER TABLE agreements_searchentry ADD COLUMN IF NOT EXISTS {column}_vector tsvector"
        f" GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED"
        for column in (NAMES, WORDS)
    ),
    *(
        f"CREATE INDEX IF NOT EXISTS {name} ON agreements_searchentry USING {indexed}"
        for name, indexed in _POSTGRESQL_INDEXES.items()
    ),
    # How often a word occurs in the entries of a kind, which a new index does not know.
    "ANALYZE agreements_searchentry",
)


def make_structure() -> None:
    """Make what Django has no word for: the table of FTS5 and its triggers, or the vectors and their indexes."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            statements: tuple[str, ...] = _SQLITE
        else:
            # A table with rows that wait for the end of their transaction refuses even a change that changes nothing.
            *_, last = _POSTGRESQL_INDEXES
            cursor.execute("SELECT to_regclass(%s)", [last])
            statements = _POSTGRESQL if cursor.fetchone()[0] is None else ()
        for statement in statements:
            cursor.execute(statement)


# What cites a source on a deal’s page.
_OF_DEALS: tuple[type[Model], ...] = (Citation, DealPhrase, DealState)


def _records(model: type[Any]) -> Any:
    """Return the records of a model that readers may find, with all that their entries are made of."""
    if model is Deal:
        return Deal.objects.published().select_related("type").prefetch_related("partners", "also_types")
    if model is Term:
        return Term.objects.prefetch_related("types", "senses")
    if model in (Partner, Source):
        return model.objects.shown()
    return model.objects.all()


def _learn(found: set[str]) -> None:
    SearchWord.objects.bulk_create(
        (SearchWord(word=word[:LONGEST_TOKEN], length=len(word)) for word in sorted(found)),
        ignore_conflicts=True,
        batch_size=_BATCH,
    )


@transaction.atomic
def _reindex(model: type[Model], ids: Collection[int]) -> None:
    kind, make = MAKERS[model]
    SearchEntry.objects.filter(**{f"{kind.value}__in": ids}).delete()
    entries = [make(record) for record in _records(model).filter(pk__in=ids)]
    SearchEntry.objects.bulk_create(entries, batch_size=_BATCH)
    _learn({word for entry in entries for word in entry.known})


def reindex(model: type[Model], ids: Iterable[int]) -> None:
    """Write the entries of some records anew, and remove those of records that readers may no longer find."""
    if found := list(ids):
        _reindex(model, found)


def _follow_shown(records: QuerySet[Any]) -> None:
    """Write the entries of those partners or sources that readers have come to see, and remove those they see no more.

    Asks once, and writes only where something has changed.
    """
    shown = records.model._default_manager.shown().filter(pk=OuterRef("pk"))
    missing, left = Q(is_shown=True, search_entry=None), Q(is_shown=False, search_entry__isnull=False)
    out_of_step = records.alias(is_shown=Exists(shown)).filter(missing | left)
    reindex(records.model, out_of_step.order_by().values_list("pk", flat=True))


def _follow_partners() -> None:
    # All of them: they stay few, and which a deal had before its write nobody needs to remember.
    _follow_shown(Partner.objects.all())


def _sources_of(deal_ids: Collection[int]) -> QuerySet[Source]:
    first, *others = (
        model._default_manager.order_by().filter(deal__in=deal_ids).values("source") for model in _OF_DEALS
    )
    # Each part is found by its own index: an OR makes SQLite read every source.
    sources: QuerySet[Source] = Source.objects.filter(pk__in=first.union(*others))
    return sources


def _batches(entries: Iterator[SearchEntry]) -> Iterator[list[SearchEntry]]:
    while batch := list(islice(entries, _BATCH)):
        yield batch


@transaction.atomic
@no_fact_changed()
def rebuild() -> int:
    """Write the whole index anew and return the number of entries. Holds only some of them in memory at a time."""
    make_structure()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    count = 0
    known: set[str] = set()
    for model, (_, make) in MAKERS.items():
        for batch in _batches(map(make, _records(model).iterator(chunk_size=_BATCH))):
            SearchEntry.objects.bulk_create(batch)
            known.update(*(entry.known for entry in batch))
            count += len(batch)
    _learn(known)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FTS5_TABLE}({FTS5_TABLE}) VALUES ('optimize')")
    return count


def is_stale() -> bool:
    """Tell whether the register is there without an index, or with one that older rules made."""
    entries = SearchEntry.objects.all()
    return entries.exclude(rules=RULES).exists() or (AgreementType.objects.exists() and not entries.exists())


def out_of_step() -> Iterator[Model]:
    """Yield the records whose entries are missing, are not what they would be made of now, or should not be there."""
    columns = ("place", "rules", "titles", "aliases", "names", "words")
    for model, (kind, make) in MAKERS.items():
        record_id = f"{kind.value}_id"
        stored = {row[0]: row[1:] for row in SearchEntry.objects.filter(kind=kind).values_list(record_id, *columns)}
        for record in _records(model).iterator(chunk_size=_BATCH):
            entry = make(record)
            if stored.pop(record.pk, None) != tuple(getattr(entry, name) for name in columns):
                yield record
        yield from model._default_manager.filter(pk__in=stored)


@receiver(post_migrate)
def make_structure_after_migrating(sender: AppConfig, **kwargs: Any) -> None:
    if sender.name == "agreements" and SearchEntry._meta.db_table in connection.introspection.table_names():
        make_structure()


@receiver(deals_refreshed)
def follow_deals(deal_ids: set[int], **kwargs: Any) -> None:
    reindex(Deal, deal_ids)
    _follow_partners()
    _follow_shown(_sources_of(deal_ids))


@receiver(post_delete, sender=Deal)
def follow_partners_of_deal_that_goes(**kwargs: Any) -> None:
    _follow_partners()


@receiver(pre_save, sender=Citation)
@receiver(pre_save, sender=DealPhrase)
@receiver(pre_save, sender=DealState)
@receiver(pre_save, sender=SenseCitation)
def remember_source_before(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    stored = sender._base_manager.filter(pk=instance.pk) if instance.pk else sender._base_manager.none()
    instance.sources_before = set(stored.values_list("source", flat=True))


@receiver([post_save, post_delete], sender=Citation)
@receiver([post_save, post_delete], sender=DealPhrase)
@receiver([post_save, post_delete], sender=DealState)
@receiver([post_save, post_delete], sender=SenseCitation)
def follow_sources(instance: Any, **kwargs: Any) -> None:
    before: set[int] = getattr(instance, "sources_before", set())
    _follow_shown(Source.objects.filter(pk__in={*before, instance.source_id}))


@receiver(m2m_changed, sender=Deal.partners.through)
@receiver(m2m_changed, sender=Deal.also_types.through)
def follow_parties_and_types(
    sender: Any, instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action in ("post_add", "post_remove", "post_clear"):
        deal_ids = (pk_set or set()) if reverse else {instance.pk}
        # A deal that is refreshed is written into the index then.
        reindex(Deal, [deal_id for deal_id in deal_ids if not refreshed_later(deal_id)])
        if sender is Deal.partners.through:
            _follow_partners()


@receiver(post_save, sender=AgreementType)
@receiver(post_save, sender=Partner)
@receiver(post_save, sender=Term)
@receiver(post_save, sender=Source)
def follow_record(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    reindex(sender, [instance.pk])


@receiver(m2m_changed, sender=Term.types.through)
def follow_types_of_term(instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    if action in ("post_add", "post_remove", "post_clear"):
        reindex(Term, (pk_set or ()) if reverse else [instance.pk])


@receiver(post_save, sender=Sense)
@receiver(post_delete, sender=Sense)
def follow_sense(instance: Sense, **kwargs: Any) -> None:
    reindex(Term, [instance.term_id])
