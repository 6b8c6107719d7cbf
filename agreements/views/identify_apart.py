"""The key from its other ends: how one deal keys out, what tells two types apart, and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agreements import key
from agreements.http import page
from agreements.models import AgreementType, Character, Deal, State
from agreements.selectors.key import (
    Key,
    cell_notes,
    confusion_between,
    key_of_register,
    published_deal_in_brief,
    states_of_deals,
)
from agreements.views.identify_address import RESULT, Address


@dataclass(frozen=True, slots=True)
class Step:
    """A question that the guided way asks about a deal, the deal's answer, and the types left after it."""

    character: Character
    states: Sequence[State]
    left: Sequence[AgreementType]


@dataclass(frozen=True, slots=True)
class Difference:
    character: Character
    first: Sequence[State]
    second: Sequence[State]
    first_notes: Sequence[str]
    second_notes: Sequence[str]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Lead:
    label: str
    states: Sequence[State]
    types: Sequence[AgreementType]
    goes_to: int | None


@dataclass(frozen=True, slots=True)
class Couplet:
    number: int
    character: Character
    leads: Sequence[Lead]


@dataclass(frozen=True, slots=True)
class Check:
    """A type, the one that is hardest to tell from it, and what tells the two apart."""

    type: AgreementType
    nearest: AgreementType
    differences: Sequence[Difference]


def special_page(request: HttpRequest, found: Key) -> HttpResponse | None:
    """Return the page that starts from a deal or from two types, or None where the address asks for neither."""
    if "deal" in request.GET:
        slug = request.GET.get("deal", "")
        deal = published_deal_in_brief(slug) if "\x00" not in slug else None
        if deal is None:
            return _without(request, "deal")
        return _exactly(request, f"?deal={deal.slug}", [("deal", deal.slug)]) or _deal_page(request, found, deal)
    if "apart" in request.GET:
        asked = dict.fromkeys(slug.strip() for value in request.GET.getlist("apart") for slug in value.split(","))
        slugs = [slug for slug in asked if slug in found.types][:2]
        if len(slugs) < 2:
            return _without(request, "apart")
        both = ",".join(slugs)
        return _exactly(request, f"?apart={both}", [("apart", both)]) or _apart_page(request, found, *slugs)
    return None


def _without(request: HttpRequest, name: str) -> HttpResponse:
    left = request.GET.copy()
    del left[name]
    return redirect(f"{request.path}?{left.urlencode(safe=',')}".removesuffix("?"))


def _exactly(request: HttpRequest, address: str, pairs: list[tuple[str, str]]) -> HttpResponse | None:
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    return None if given == pairs else redirect(f"{request.path}{address}")


def _deal_page(request: HttpRequest, found: Key, deal: Deal) -> HttpResponse:
    states = states_of_deals(Deal.objects.filter(pk=deal.pk))[deal.slug]
    asked = key.guided_answers(found.matrix, states)
    answers, steps = key.Answers(), []
    for after in asked:
        slug = next(answer.character for answer in after if answer.character not in answers)
        own = found.matrix.in_order(slug, states.get(slug, ()))
        left = [found.types[taxon] for taxon in key.leaders(found.matrix, after)]
        steps.append(Step(found.characters[slug], found.states_of(slug, own), left))
        answers = after
    whole = key.answers_of(found.matrix, states)
    own_types = [deal.type, *deal.also_types.all()]
    context = {
        "deal": deal,
        "same_view": f"?deal={deal.slug}",
        "own_types": own_types,
        "steps": steps,
        "rest": [
            Step(found.characters[answer.character], found.states_of(answer.character, answer.states), [])
            for answer in whole
            if answer.character not in answers
        ],
        "short": Address(answers, RESULT if len(answers) else ""),
        "whole": Address(whole, RESULT if len(whole) else ""),
    }
    return render(request, "agreements/identify/deal.html", context)


def _differences(found: Key, first: str, second: str, notes: dict[tuple[str, str, str], str]) -> list[Difference]:
    def said(taxon: str, character: str, states: Sequence[str]) -> list[str]:
        return [notes[taxon, character, state] for state in states if (taxon, character, state) in notes]

    return [
        Difference(
            found.characters[one.character],
            found.states_of(one.character, one.first),
            found.states_of(one.character, one.second),
            said(first, one.character, one.first),
            said(second, one.character, one.second),
            one.is_certain,
        )
        for one in key.differences(found.matrix, first, second)
    ]


def _apart_page(request: HttpRequest, found: Key, first: str, second: str) -> HttpResponse:
    all_differences = _differences(found, first, second, cell_notes(first, second))
    context = {
        "same_view": f"?apart={first},{second}",
        "first": found.types[first],
        "second": found.types[second],
        "certain": [one for one in all_differences if one.is_certain],
        "sometimes": [one for one in all_differences if not one.is_certain],
        "in_words": confusion_between(first, second),
    }
    return render(request, "agreements/identify/apart.html", context)


def _couplets(found: Key) -> list[Couplet]:
    return [
        Couplet(
            couplet.number,
            found.characters[couplet.character],
            [
                Lead(
                    f"{couplet.number}{chr(ord('a') + at)}",
                    found.states_of(couplet.character, lead.states),
                    [found.types[slug] for slug in lead.taxa],
                    lead.goes_to,
                )
                for at, lead in enumerate(couplet.leads)
            ],
        )
        for couplet in key.couplets(found.matrix)
    ]


def _checks(found: Key) -> list[Check]:
    """Return for each type the one that is hardest to tell from it: the pairs come weakest first."""
    nearest: dict[str, str] = {}
    for pair in key.separation(found.matrix):
        nearest.setdefault(pair.first, pair.second)
        nearest.setdefault(pair.second, pair.first)
    return [
        Check(
            found.types[slug],
            found.types[nearest[slug]],
            [one for one in _differences(found, slug, nearest[slug], {}) if one.is_certain],
        )
        for slug in found.types
        if slug in nearest
    ]


@page
def printed_key(request: HttpRequest) -> HttpResponse:
    """Show the whole key on paper."""
    found = key_of_register()
    context = {"couplets": _couplets(found), "checks": _checks(found)}
    return render(request, "agreements/identify/key.html", context)
