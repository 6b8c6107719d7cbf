"""Pages in the words of schema.org, for search engines: what each is about, and where in the site it stands.

A deal is `Legislation` where it is law between states: a treaty, an executive agreement, an exchange of notes that
binds. Memorandums, statements and sales are `CreativeWork`. The facts are those of the page and no more.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from agreements.exports import rights
from agreements.exports.writers import FORMATS
from agreements.models import AgreementType, Deal, EventKind, Instrument, Partner, PartnerKind, Status, Term

from .bundles import DATASETS
from .deals import DealPage
from .edition import Edition

Node = dict[str, Any]
Crumbs = Sequence[tuple[str, str]]

_SCHEMA = "https://schema.org"
_LAW = frozenset({Instrument.TREATY, Instrument.EXECUTIVE_AGREEMENT, Instrument.EXCHANGE_OF_NOTES})
# A deal that is only spoken of has no force to speak of.
_NO_LONGER_OR_NOT_YET = frozenset(
    {Status.SIGNED, Status.SUSPENDED, Status.COMPLETED, Status.SUPERSEDED, Status.TERMINATED, Status.CANCELLED}
)


def _breadcrumbs(origin: str, crumbs: Crumbs) -> Node:
    """Return the way from the home page to this one, which is the last."""
    steps = [(_("Home"), reverse("agreements:home")), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": origin + path}
            for place, (name, path) in enumerate(steps, 1)
        ],
    }


def _graph(*nodes: Node) -> Node:
    return {"@context": _SCHEMA, "@graph": list(nodes)}


def _without_nothing(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def linked_list(origin: str, name: str, path: str) -> Node:
    return _graph(_breadcrumbs(origin, [(name, path)]))


def linked_term(term: Term, origin: str) -> Node:
    crumbs = [(_("Terms"), reverse("agreements:term_list")), (term.term, term.get_absolute_url())]
    return _graph(_breadcrumbs(origin, crumbs))


def _is_law(deal: Deal) -> bool:
    return deal.instrument in _LAW and deal.binding is not False


def _force(deal: Deal) -> str | None:
    if deal.status == Status.IN_FORCE:
        return f"{_SCHEMA}/InForce"
    return f"{_SCHEMA}/NotInForce" if deal.status in _NO_LONGER_OR_NOT_YET else None


def _party(partner: Partner) -> Node:
    return {"@type": "Country" if partner.kind == PartnerKind.COUNTRY else "Organization", "name": partner.name}


def _first(page: DealPage, kind: EventKind) -> str | None:
    return next((str(step.event.date) for step in page.steps if step.event.kind == kind), None)


def linked_deal(page: DealPage, origin: str) -> Node:
    deal = page.deal
    address = origin + deal.get_absolute_url()
    with override("en"):
        # A deal is one and the same in both languages.
        itself = f"{origin}{deal.get_absolute_url()}#deal"
    signed = _first(page, EventKind.SIGNED)
    node = {
        "@type": "Legislation" if _is_law(deal) else "CreativeWork",
        "@id": itself,
        "name": deal.title or deal.short_name,
        "alternateName": deal.short_name if deal.title else None,
        "description": deal.summary,
        "about": [{"@type": "Country", "name": _("Japan")}, *(_party(partner) for partner in deal.partners.all())],
        "creativeWorkStatus": str(Status(deal.status).label) if deal.status else None,
    }
    if _is_law(deal):
        node |= {
            "legislationType": deal.type.name,
            "legislationDate": signed,
            "legislationDateOfApplicability": _first(page, EventKind.IN_FORCE),
            "legislationLegalForce": _force(deal),
        }
    else:
        node |= {"genre": deal.type.name, "dateCreated": signed}
    about_it = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": deal.short_name,
        "inLanguage": get_language(),
        "license": rights.PATH,
        "mainEntity": {"@id": itself},
        "citation": [cited.citation.source.url for cited in page.sources],
    }
    crumbs = [(_("Deals"), reverse("agreements:deal_list")), (deal.short_name, deal.get_absolute_url())]
    return _graph(_without_nothing(node), about_it, _breadcrumbs(origin, crumbs))


def linked_type(kind: AgreementType, origin: str) -> Node:
    node = {
        "@type": "DefinedTerm",
        "name": kind.name,
        "termCode": kind.abbreviation,
        "description": kind.lede,
        "url": origin + kind.get_absolute_url(),
        "inDefinedTermSet": origin + reverse("agreements:type_list"),
    }
    crumbs = [(_("Types"), reverse("agreements:type_list")), (kind.name, kind.get_absolute_url())]
    return _graph(_without_nothing(node), _breadcrumbs(origin, crumbs))


def linked_partner(partner: Partner, origin: str) -> Node:
    crumbs = [(_("Partners"), reverse("agreements:partner_list")), (partner.heading, partner.get_absolute_url())]
    return _graph(_breadcrumbs(origin, crumbs))


def linked_data_set(origin: str, now: Edition, description: str) -> Node:
    """Return the register as a set of data, with its files."""
    address = origin + reverse("agreements:data")
    name = _(rights.SOURCE)
    node = {
        "@type": "Dataset",
        "@id": f"{address}#register",
        "name": name,
        "description": description,
        "url": address,
        "version": now.version,
        "dateModified": str(localdate(now.changed)),
        "license": rights.PATH,
        "isAccessibleForFree": True,
        "inLanguage": ["en", "ja"],
        "creator": {"@type": "Organization", "name": name, "url": origin + reverse("agreements:home")},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{dataset}.{suffix}",
                "encodingFormat": FORMATS[suffix].media_type.partition(";")[0],
                "contentUrl": origin + reverse(f"agreements:{dataset}_{suffix}"),
            }
            for dataset, suffixes in DATASETS.items()
            for suffix in suffixes
        ],
    }
    return _graph(node, _breadcrumbs(origin, [(_("Data"), reverse("agreements:data"))]))
