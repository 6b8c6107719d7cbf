"""The questionnaire. Its whole state is the address, so that each step is a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from agreements import key
from agreements.http import page
from agreements.models import AgreementType, Character, State
from agreements.selectors.key import Key, key_of_register

# Parameters of the page itself, not answers: `ask` names a question to show instead of the best one.
RESERVED = frozenset({"ask"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One state of the question shown: its address, and the types that it would leave."""

    state: State
    address: str
    leaves: Sequence[AgreementType]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given, in words, with the addresses that change or remove it."""

    character: Character
    states: Sequence[State]
    change: str
    remove: str


@dataclass(frozen=True, slots=True)
class Objection:
    """A type that the answers speak against, and the answers that do."""

    type: AgreementType
    characters: Sequence[Character]


def _address(answers: key.Answers, **more: str) -> str:
    return "?" + urlencode([*answers.to_query(), *more.items()], safe=",")


def _choices(found: Key, answers: key.Answers, character: str) -> list[Choice]:
    now = answers.get(character)
    return [
        Choice(
            found.states[character, prospect.state],
            _address(answers.with_answer(found.matrix, character, {prospect.state})),
            [found.types[slug] for slug in prospect.leaders] if not prospect.mismatches else [],
            now is not None and prospect.state in now.states,
        )
        for prospect in key.if_answered(found.matrix, answers, character)
    ]


def _given(found: Key, answers: key.Answers) -> list[Given]:
    return [
        Given(
            found.characters[answer.character],
            [found.states[answer.character, state] for state in answer.states],
            _address(answers, ask=answer.character),
            _address(answers.without(answer.character)),
        )
        for answer in answers
    ]


def _asked(data: QueryDict, found: Key, best: key.Question | None, verdict: key.Verdict) -> str | None:
    """Return the question to show: the one asked for, or the best; none where the answer is certain."""
    wanted = data.get("ask", "")
    if found.matrix.has_character(wanted):
        return wanted
    return best.character if best and verdict is not key.Verdict.BEST_MATCH else None


def _panel(found: Key, candidates: Sequence[key.Candidate]) -> dict[str, object]:
    fewest = len(candidates[0].mismatches) if candidates else 0
    fitting = [found.types[one.taxon] for one in candidates if len(one.mismatches) == fewest]
    others = [
        Objection(found.types[one.taxon], [found.characters[slug] for slug in one.mismatches])
        for one in candidates
        if len(one.mismatches) > fewest
    ]
    return {"fitting": fitting, "ruled_out": others}


@page
def identify(request: HttpRequest) -> HttpResponse:
    found = key_of_register()
    parsed = key.parse(found.matrix, [(name, value) for name, value in _pairs(request.GET)], RESERVED)
    answers = parsed.answers
    ask = {"ask": request.GET["ask"]} if found.matrix.has_character(request.GET.get("ask", "")) else {}
    if not parsed.is_canonical or set(request.GET) & RESERVED != set(ask):
        return redirect(f"{request.path}{_address(answers, **ask)}")
    candidates = key.rank(found.matrix, answers)
    verdict = key.verdict(candidates)
    best = key.best_question(found.matrix, answers, candidates)
    asked = _asked(request.GET, found, best, verdict)
    context = {
        "verdict": verdict,
        "winner": found.types[candidates[0].taxon] if verdict in _NAMED else None,
        "support": _support(found, answers, candidates),
        "given": _given(found, answers),
        "number": len(answers) + 1,
        "total": len(found.types),
        "question": found.characters[asked] if asked else None,
        "choices": _choices(found, answers, asked) if asked else [],
        "unsure": _address(answers.with_answer(found.matrix, asked, key.UNSURE)) if asked else "",
        "others": answers.without(asked).to_query() if asked else [],
        **_panel(found, candidates),
    }
    return render(request, "agreements/identify/question.html", context)


_NAMED = {key.Verdict.BEST_MATCH, key.Verdict.LIKELY}


def _support(
    found: Key, answers: key.Answers, candidates: Sequence[key.Candidate]
) -> list[tuple[Character, list[State]]]:
    """Return the answers that speak for the first type, with the states that it can have."""
    if not candidates:
        return []
    return [
        (found.characters[reason.character], [found.states[reason.character, state] for state in reason.ticked])
        for reason in key.support(found.matrix, answers, candidates[0].taxon)
    ]


def _pairs(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in data.lists() for value in values]
