"""Search in lists of other names, which are kept as JSON."""

from typing import Any

from django.db.models import Q, QuerySet


def with_alias_matches(queryset: QuerySet[Any], found: QuerySet[Any], term: str, *fields: str) -> QuerySet[Any]:
    """Add to the records found those of which another name contains the term.

    Databases keep the lists in different ways, Japanese escaped in some, and the tables are short: read and compare.
    """
    wanted = term.strip().casefold()
    if not wanted:
        return found
    matches = [
        row[0]
        for row in queryset.values_list("pk", *fields)
        if any(wanted in name.casefold() for names in row[1:] for name in names)
    ]
    if not matches:
        return found
    return queryset.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=matches))
