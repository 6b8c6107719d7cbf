"""The register to take away: the page of downloads, the codebook, and how to ask the API."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from agreements.api.documentation import documentation
from agreements.exports import codebook as explained
from agreements.exports import rights
from agreements.exports.shelf import Kept
from agreements.http import origin_of, page, reads_no_parameter
from agreements.selectors.bundles import DATASETS, explained_tables
from agreements.selectors.citing import cited_register
from agreements.selectors.edition import Edition, edition
from agreements.selectors.linked_data import linked_data_set

from .downloads import is_too_large_to_keep, kept_files


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of a whole set of data; `kept` where it has been made, so that its size is known."""

    dataset: str
    suffix: str
    kept: Kept | None

    @property
    def name(self) -> str:
        return f"{self.dataset}.{self.suffix}"


def _offers(now: Edition, origin: str) -> dict[str, list[Offer]]:
    return {
        dataset: [Offer(dataset, suffix, kept) for suffix, kept in kept_files(dataset, suffixes, now, origin).items()]
        for dataset, suffixes in DATASETS.items()
    }


@page
def data(request: HttpRequest) -> HttpResponse:
    now = edition()
    about = _(
        "Japan’s security agreements with every partner since 1951: kinds, deals, dated events, statuses and sources, "
        "in English and Japanese."
    )
    offers = _offers(now, origin_of(request))
    context = {
        "edition": now,
        "rights": rights,
        **offers,
        "cited": cited_register(),
        "linked": linked_data_set(origin_of(request), now, about),
    }
    response = render(request, "agreements/data/downloads.html", context)
    if not is_too_large_to_keep() and any(offer.kept is None for row in offers.values() for offer in row):
        # The disk is full. Once it has room, sizes are known again.
        patch_cache_control(response, no_store=True)
    return response


@page
@reads_no_parameter
def codebook(request: HttpRequest) -> HttpResponse:
    entries = (entry for entry in explained.entries(explained_tables()) if entry.kind != "rule")
    context = {
        "tables": [(name, list(group)) for name, group in groupby(entries, key=lambda entry: entry.table)],
        "rules": explained.RULES,
    }
    return render(request, "agreements/data/codebook.html", context)


@page
@reads_no_parameter
def api(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/api/documentation.html", {"documentation": documentation(request)})


@page
@reads_no_parameter
def api_examples(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/api/examples.html", {"documentation": documentation(request)})
