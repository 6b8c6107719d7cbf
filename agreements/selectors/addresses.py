"""Where a page stands now that stood under another slug."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import Q
from django.http import QueryDict

from agreements.models import FormerSlug, PageKind

from .site import partners_of_edition, types_of_edition

# The parameters of addresses that hold slugs, several with a comma or one after the other, and of what.
_NAMING = {"type": PageKind.TYPE, "partner": PageKind.PARTNER, "deal": PageKind.DEAL, "apart": PageKind.TYPE}
# An address may hold a thousand values that are wrong.
_MOST_VALUES = 20


def _visible(former: FormerSlug | None) -> str | None:
    if former is None:
        return None
    record = former.record
    if former.kind == PageKind.DEAL and not record.is_published:
        return None
    if former.kind == PageKind.PARTNER and record not in partners_of_edition():
        return None
    return str(record.slug)


def slug_now(kind: str, slug: str) -> str | None:
    """Return the slug of the record that once had this one; None where there is none that readers may see."""
    if kind not in PageKind.values:
        return None
    return _visible(FormerSlug.objects.filter(kind=kind, slug=slug).select_related(kind).first())


def _is_slug(text: str) -> bool:
    try:
        validate_slug(text)
    except ValidationError:
        return False
    return True


def _in_use() -> frozenset[tuple[PageKind, str]]:
    """Return slugs that types and partners have, which are never former ones of their kind: what most queries name."""
    types = ((PageKind.TYPE, kind.slug) for kind in types_of_edition())
    return frozenset(types) | {(PageKind.PARTNER, partner.slug) for partner in partners_of_edition()}


def query_now(query: QueryDict) -> str | None:
    """Return a query with the slugs that records have now; None where it names none by a former one.

    Asks the database once, and not at all where no parameter can hold a former slug.
    """
    named: set[tuple[PageKind, str]] = {
        (kind, slug)
        for name, kind in _NAMING.items()
        for value in query.getlist(name)[:_MOST_VALUES]
        for slug in value.split(",")[:_MOST_VALUES]
        if _is_slug(slug)
    }
    if not named or not (named := named - _in_use()):
        return None
    rows = FormerSlug.objects.filter(_any_of(named)).select_related(*{kind.value for kind, _ in named})
    found = {(former.kind, former.slug): now for former in rows if (now := _visible(former)) is not None}
    if not found:
        return None
    changed = query.copy()
    for name, kind in _NAMING.items():
        if name in query:
            changed.setlist(
                name,
                [
                    ",".join(found.get((kind.value, slug), slug) for slug in value.split(","))
                    for value in query.getlist(name)
                ],
            )
    return changed.urlencode(safe=",")


def _any_of(named: set[tuple[PageKind, str]]) -> Q:
    wanted = Q()
    for kind in {kind for kind, _ in named}:
        wanted |= Q(kind=kind, slug__in={slug for of, slug in named if of is kind})
    return wanted
