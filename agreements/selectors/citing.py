"""What of the register can be cited: the name of each page, and where its references are."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from agreements.citing import Work
from agreements.exports import rights
from agreements.forms import CompareFilters, DealFilters, GridFilters, MapFilters, query_of
from agreements.models import AgreementType, Deal, Partner, Term
from agreements.register.partial_date import PartialDate
from agreements.register.sentences import joined

from .compare import Record
from .edition import day_of
from .filters_in_words import Pairs, filters_by_name

_FILES = (("bib", "BibTeX"), ("ris", "RIS"), ("csl.json", "CSL-JSON"))


@dataclass(frozen=True, slots=True)
class Cited:
    """A page that can be cited, in the language in use: its title (none: the whole site), its path and its query.

    The query is what the page understood, in its own order: an address that says the same in other words, or holds
    what nobody can read, has the same references.
    """

    name: str
    title: str
    path: str
    pairs: Pairs = ()
    is_list: bool = False

    @property
    def query(self) -> str:
        return query_of(self.pairs)

    @property
    def page(self) -> str:
        """The page with every form of the reference."""
        return f"{self.path}cite/{self.query}"

    def file(self, suffix: str) -> str:
        return f"{self.path}cite.{suffix}{self.query}"

    @property
    def files(self) -> list[tuple[str, str]]:
        return [(name, self.file(suffix)) for suffix, name in _FILES]

    def work(self, origin: str, version: str) -> Work:
        """Return what is cited, of a site and a version of the register: `2026-11-23`, `2026-11-26-9f3c2a1`."""
        # Two lists have two names, whatever words and signs narrow them.
        state = f"-{sha256(self.query.encode()).hexdigest()[:8]}" if self.pairs else ""
        return Work(
            name=self.name + state,
            title=self.title,
            site=_(rights.SOURCE),
            address=origin + self.path + self.query,
            version=version,
            day=day_of(version),
            language=get_language() or "en",
            is_list=self.is_list,
        )


def cited_register() -> Cited:
    return Cited("register", "", reverse("agreements:home"))


def cited_deal(deal: Deal) -> Cited:
    return Cited(f"deal-{deal.slug}", deal.short_name, deal.get_absolute_url())


def cited_type(kind: AgreementType) -> Cited:
    title = kind.name
    if kind.abbreviation:
        title += pgettext("after a name", " (%(abbreviation)s)") % {"abbreviation": kind.abbreviation}
    return Cited(f"type-{kind.slug}", title, kind.get_absolute_url())


def dated(title: str, as_of: PartialDate | None) -> str:
    """Return the title with the day as of which a page is read (None: now) in words."""
    if as_of is None:
        return title
    return _("%(title)s, as of %(date)s") % {"title": title, "date": as_of.in_words(get_language() or "en")}


def _as_of(title: str, as_of: PartialDate | None) -> tuple[str, Pairs]:
    return dated(title, as_of), [("as_of", str(as_of))] if as_of else ()


def cited_partner(partner: Partner, as_of: PartialDate | None) -> Cited:
    title, pairs = _as_of(_("Japan and %(partner)s") % {"partner": partner.in_sentence}, as_of)
    return Cited(f"partner-{partner.slug}", title, partner.get_absolute_url(), pairs)


def _list(name: str, title: str, path: str, pairs: Pairs) -> Cited:
    """Return a list, with its filters in the title: `Deals (partner: Germany or France; status: in force)`."""
    parts = [_("%(name)s: %(value)s") % {"name": name, "value": value} for name, value in filters_by_name(pairs)]
    if parts:
        title = _("%(title)s (%(filters)s)") % {"title": title, "filters": _("; ").join(parts)}
    return Cited(name, title, path, pairs, is_list=True)


def cited_deals(filters: DealFilters) -> Cited:
    """Return the list of deals. Its order and its pages make no other list."""
    return _list("deals", _("Japan’s security deals"), reverse("agreements:deal_list"), filters.pairs())


def cited_grid(filters: GridFilters) -> Cited:
    return _list("grid", _("Who has what with Japan"), reverse("agreements:grid"), filters.pairs())


def cited_timeline(filters: DealFilters) -> Cited:
    title = _("Japan’s security deals, year by year")
    return _list("timeline", title, reverse("agreements:timeline"), filters.pairs())


def cited_map(filters: MapFilters) -> Cited:
    return _list("map", _("Japan’s security partners on a map"), reverse("agreements:map"), filters.pairs())


def cited_terms() -> Cited:
    return Cited("terms", _("One word, several meanings"), reverse("agreements:term_list"), is_list=True)


def cited_term(term: Term) -> Cited:
    title = term.term + pgettext("before a subtitle", ": ") + _("what it means to whom")
    return Cited(f"term-{term.slug}", title, term.get_absolute_url())


def names_of(records: Sequence[Record]) -> list[tuple[str, str]]:
    """Return slugs and names, these as a sentence has them: `the Philippines`."""
    return [(one.slug, _in_a_sentence(one)) for one in records]


def _in_a_sentence(one: Record) -> str:
    if isinstance(one, Partner):
        return one.in_sentence
    return str(one.short_name if isinstance(one, Deal) else one.name)


def cited_comparison(named: Sequence[tuple[str, str]], filters: CompareFilters) -> Cited:
    """Return a comparison of slugs and names. Without any it is the page on which a reader chooses."""
    names = joined([name for _slug, name in named], get_language() or "en")
    title = _("Comparison of %(names)s") % {"names": names} if named else _("Side by side")
    title, as_of = _as_of(title, filters.as_of)
    pairs = [(filters.of, slug) for slug, _name in named]
    return Cited("comparison", title, reverse("agreements:compare"), [*pairs, *as_of], is_list=True)
