"""The identification key: from answers to the kind of agreement."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements import key
from agreements.forms import KEY_SETTINGS
from agreements.selectors.key import Key, key_of_register

from . import schemas
from .problems import BadRequestError, Fault

router = Router(tags=["identify"])


def _answers(found: Key, data: QueryDict) -> key.Answers:
    pairs = [(name, value) for name, values in data.lists() for value in values]
    parsed = key.parse(found.matrix, pairs, KEY_SETTINGS)
    faults = []
    replies = [(name, word) for name, value in pairs if name not in KEY_SETTINGS for word in value.split(",")]
    spaced = [(name, word) for name, word in replies if word != word.strip()]
    for name, value in dict.fromkeys([*parsed.dropped, *spaced]):
        if not found.matrix.has_character(name):
            characters = [*(character.slug for character in found.matrix.characters), *sorted(KEY_SETTINGS)]
            faults.append(Fault(name, "There is no such question.", characters))
        else:
            allowed = [*found.matrix.character(name).state_slugs, key.UNSURE_WORD]
            faults.append(Fault(name, f"“{value}” is not an answer to it.", allowed))
    if faults:
        raise BadRequestError(faults)
    return parsed.answers


def _prior(data: QueryDict) -> key.Prior:
    given = data.getlist("prior", [key.Prior.UNIFORM.value])
    allowed = [prior.value for prior in key.Prior]
    if len(given) > 1:
        raise BadRequestError([Fault("prior", "Give it once.", allowed)])
    if given[0] not in allowed:
        raise BadRequestError([Fault("prior", f"“{given[0]}” is not a prior.", allowed)])
    return key.Prior(given[0])


def _in_words(found: Key, slug: str) -> dict[str, Any]:
    character = found.characters[slug]
    return {
        "slug": slug,
        "name_en": character.name_en,
        "name_ja": character.name_ja,
        "question_en": character.question_en,
        "question_ja": character.question_ja,
        "help_en": character.help_en,
        "help_ja": character.help_ja,
        "states": [
            {"slug": state.slug, "label_en": state.label_en, "label_ja": state.label_ja}
            for state in (found.states[slug, name] for name in found.matrix.character(slug).state_slugs)
        ],
    }


@router.get(
    "/identify",
    response=schemas.Identification,
    operation_id="identify",
    summary=_("Which kind of agreement fits the answers, and what to ask next"),
    description=_(
        "Each parameter is a question by its slug, each value one of its answers, several with a comma, or “unsure”. "
        "Any subset in any order may be asked; none at all gives the first question. An address of the page can be "
        "used as it is: “prior” counts here too, “view” and “ask” are of the page alone and change nothing."
    ),
)
def identify(request: HttpRequest) -> Any:
    found = key_of_register()
    answers, prior = _answers(found, request.GET), _prior(request.GET)
    candidates = key.rank(found.matrix, answers, prior)
    question = key.best_question(found.matrix, answers, candidates)
    return {
        "candidates": [
            {
                "type": candidate.taxon,
                "mismatches": list(candidate.mismatches),
                "matches": list(candidate.matches),
                "probability": candidate.probability,
            }
            for candidate in candidates
        ],
        "next": _in_words(found, question.character) if question else None,
        "verdict": key.verdict(candidates).value,
    }
