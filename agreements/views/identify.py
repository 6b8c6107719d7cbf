"""The questionnaire. Its whole state is the address, so that each step is a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements import key
from agreements.http import page, varies_with_htmx, wants_fragment
from agreements.models import AgreementType, Character, State
from agreements.selectors.key import Key, key_of_register
from agreements.views import identify_apart, identify_result
from agreements.views.identify_address import OPEN, RESULT, Address, read_address

# So many sentences can be looked for in a text.
MOST_SOUGHT = 5
# The questions in the order in which a reader of a report meets their answers. A new one joins the last group.
_GROUPS: tuple[tuple[str | Promise, frozenset[str]], ...] = (
    (_("What it is about"), frozenset({"subject", "deed", "occasion", "scope", "areas-list", "beyond-defense"})),
    (_("Who is in it"), frozenset({"parties", "between", "signer", "symmetry", "direction"})),
    (_("The paper"), frozenset({"form", "binding", "diet-approval", "exit-clause", "rests-on", "joint-body"})),
    (_("Money and things"), frozenset({"payment", "scheme", "named-item", "onward-limit"})),
    (_("Forces and secrets"), frozenset()),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One state of a question: its address, and the types that it would leave."""

    state: State
    address: Address
    leaves: Sequence[AgreementType]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its states."""

    character: Character
    choices: Sequence[Choice]
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str | Promise
    questions: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given, in words, with the addresses that change or remove it."""

    character: Character
    states: Sequence[State]
    change: Address
    remove: Address


@dataclass(frozen=True, slots=True)
class Contender:
    """A type, and the questions whose answers speak against it."""

    type: AgreementType
    characters: Sequence[Character]


def _choices(found: Key, address: Address, character: str) -> list[Choice]:
    """Return the states of a question. One that makes every type fit worse than the best so far leaves none."""
    now = address.answers.get(character)
    prospects = key.if_answered(found.matrix, address.answers, character)
    without = key.mismatch_counts(found.matrix, address.answers.without(character))
    fewest = min(without.values(), default=0)
    return [
        Choice(
            found.states[character, prospect.state],
            address.to(answers=address.answers.with_answer(found.matrix, character, {prospect.state})),
            [found.types[slug] for slug in prospect.leaders] if prospect.mismatches == fewest else [],
            now is not None and prospect.state in now.states,
        )
        for prospect in prospects
    ]


def _asked(found: Key, address: Address, character: str) -> Asked:
    now = address.answers.get(character)
    return Asked(
        found.characters[character], _choices(found, address, character), is_unsure=now is not None and now.is_unsure
    )


def _grouped(questions: Sequence[Asked]) -> list[Group]:
    placed = {slug for _name, slugs in _GROUPS for slug in slugs}
    groups = []
    for name, slugs in _GROUPS:
        members = [
            question
            for question in questions
            if (question.character.slug in slugs if slugs else question.character.slug not in placed)
        ]
        if members:
            groups.append(Group(name, members))
    return groups


def _given(found: Key, address: Address) -> list[Given]:
    guided = address.to(view="")
    return [
        Given(
            found.characters[answer.character],
            found.states_of(answer.character, answer.states),
            guided.to(ask=answer.character),
            address.to(answers=address.answers.without(answer.character)),
        )
        for answer in address.answers
    ]


def _question(address: Address, ranked: Sequence[key.Question], verdict: key.Verdict) -> str | None:
    """Return the question to show: the one asked for, or the best; none where the answer is certain."""
    if address.ask:
        return address.ask
    if address.view == RESULT or verdict is key.Verdict.BEST_MATCH:
        return None
    return ranked[0].character if ranked else None


def _something_else(address: Address, ranked: Sequence[key.Question], asked: str) -> Address | None:
    """Return the address that asks the next best question instead; after the last the first comes again."""
    order = [question.character for question in ranked]
    others = [character for character in order if character != asked]
    if not others:
        return None
    following = order[order.index(asked) + 1 :] if asked in order else []
    return address.to(ask=(following or others)[0])


def _panel(found: Key, candidates: Sequence[key.Candidate]) -> dict[str, object]:
    """Return the types in three groups, best first: what fits, what a single wrong answer may hide, and the rest."""
    fewest = len(candidates[0].mismatches) if candidates else 0
    close = len(key.in_play(candidates))
    contenders = [
        Contender(found.types[one.taxon], [found.characters[slug] for slug in one.mismatches]) for one in candidates
    ]
    first = sum(len(one.mismatches) == fewest for one in candidates)
    return {
        "fits_all": not fewest,
        "fitting": [one.type for one in contenders[:first]],
        "fits": contenders[:first],
        "one_away": contenders[first:close],
        "ruled_out": contenders[close:],
    }


def _ways(address: Address) -> dict[str, object]:
    """Return the addresses of the other views of the same answers."""
    by_frequency = address.prior is key.Prior.FREQUENCY
    return {
        "guided": address.to(view=""),
        "open": address.to(view=OPEN),
        "stop": address.to(view=RESULT),
        "by_frequency": by_frequency,
        "other_prior": address.to(prior=key.Prior.UNIFORM if by_frequency else key.Prior.FREQUENCY),
    }


def _one_question(found: Key, address: Address, ranked: Sequence[key.Question], asked: str | None) -> dict[str, object]:
    """Return the question to show with its states, and what else may be asked; hardly anything where none is."""
    number = len(address.answers.without(asked or "")) + 1
    if asked is None:
        return {"question": None, "number": number, "others": address.settings}
    return {
        "question": found.characters[asked],
        "choices": _choices(found, address, asked),
        "unsure": address.to(answers=address.answers.with_answer(found.matrix, asked, key.UNSURE)),
        "something_else": _something_else(address, ranked, asked),
        "number": number,
        "others": [*address.answers.without(asked).to_query(), *address.settings],
    }


@page
@varies_with_htmx
def identify(request: HttpRequest) -> HttpResponse:
    found = key_of_register()
    if (special := identify_apart.special_page(request, found)) is not None:
        return special
    read = read_address(found.matrix, request.GET)
    # What is unknown or missing is said, which a redirect could not.
    if not (read.is_canonical or read.unknown or read.unticked):
        return redirect(f"{request.path}{read.address}".removesuffix("?"))
    address = read.address.to(ask=read.unticked) if read.unticked else read.address
    is_fragment = wants_fragment(request)
    told = {"unknown": read.unknown, "is_unticked": bool(read.unticked), "is_fragment": is_fragment}
    part = "#key" if is_fragment else ""
    return render(request, f"agreements/identify/question.html{part}", _context(found, address) | told)


def _context(found: Key, address: Address) -> dict[str, object]:
    candidates = key.rank(found.matrix, address.answers, address.prior)
    verdict = key.verdict(candidates)
    ranked = key.ranked_questions(found.matrix, address.answers, candidates)
    is_open = address.view == OPEN
    asked = None if is_open else _question(address, ranked, verdict)
    shows_reasons = bool(len(address.answers) and asked is None and candidates and not is_open)
    return {
        "same_view": str(address).removesuffix("?"),
        "verdict": verdict,
        "winner": found.types[candidates[0].taxon] if verdict in _NAMED else None,
        "is_open": is_open,
        "groups": _grouped([_asked(found, address, slug) for slug in found.characters] if is_open else []),
        "given": _given(found, address),
        "total": len(found.types),
        "doubt": identify_result.doubt(found, address, candidates, verdict),
        # Beside a question only as much as does not bury it.
        "shows_words": verdict is key.Verdict.OPEN and len(key.leaders(found.matrix, address.answers)) <= MOST_SOUGHT,
        "result": identify_result.result(found, address, candidates) if shows_reasons else None,
        **_one_question(found, address, ranked, asked),
        **_ways(address),
        **_panel(found, candidates),
    }


_NAMED = {key.Verdict.BEST_MATCH, key.Verdict.LIKELY}
