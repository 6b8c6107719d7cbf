"""Whether a text that was given to be read is a question or a name, which the search answers."""

from collections.abc import Sequence
from enum import StrEnum

from django.views.decorators.debug import sensitive_variables

from agreements.models import EntryKind
from agreements.search.forms import is_one_word, is_proper_name, is_question, may_be_question, stands_in

from .search import SearchPage, search
from .search_hits import Hit

# Longer texts are no names that somebody would look up, or no questions.
LONGEST_NAME, LONGEST_QUESTION = 60, 120


class Form(StrEnum):
    REPORT = "report"
    QUESTION = "question"
    NAME = "name"


@sensitive_variables()
def seems_asked(text: str, *, names_nothing: bool) -> bool:
    """Tell, without a query, whether it is worth asking the search what form a text has."""
    return names_nothing or any(form(text) for form in (is_question, may_be_question, is_one_word, is_proper_name))


@sensitive_variables()
def form_of(text: str, *, names_nothing: bool) -> Form:
    """Return what a text without space around it is.

    What the search can answer is a question or a name; all else is a report to be read. `names_nothing` says that the
    text, read as a report, speaks of no kind of agreement.
    """
    if len(text) > LONGEST_QUESTION or "\n" in text:
        return Form.REPORT
    found = search(text)
    # That there is nothing with a country answers its name or a question about it, whatever else is found.
    is_absent = found.names_only_absent or (found.is_of_absent and is_question(text))
    if (found.is_empty or found.is_partial) and not is_absent:
        return Form.REPORT
    if _is_answered(text, found, names_nothing=names_nothing):
        return Form.QUESTION
    if (
        found.names_only_absent
        or (found.names_one_kind and len(text) <= LONGEST_NAME)
        or (names_nothing and _begins_a_name(text, found.hits))
        or _names_a_deal(text, found.hits)
    ):
        return Form.NAME
    return Form.REPORT


@sensitive_variables()
def _is_answered(text: str, found: SearchPage, *, names_nothing: bool) -> bool:
    """Tell whether a text is a question, by its form or as what is found can answer nothing else."""
    if is_question(text) or found.asks_plainly:
        return True
    may_be = may_be_question(text)
    return (found.tells and (names_nothing or may_be)) or (found.is_of_absent and may_be)


def _names_of(hit: Hit) -> Sequence[str]:
    return [hit.name.casefold(), "".join(piece.text for piece in hit.other).casefold()]


@sensitive_variables()
def _begins_a_name(text: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a text is the name, or the beginning of it, of what the search finds first."""
    return any(name.startswith(text.casefold()) for hit in hits[:1] for name in _names_of(hit))


@sensitive_variables()
def _names_a_deal(text: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a text is the name of a deal, or what of it stands in no name of a kind or a partner."""
    # A program may be a word of the concordance as well.
    hits = [hit for hit in hits if hit.kind is not EntryKind.TERM]
    if not hits or hits[0].kind is not EntryKind.DEAL or len(text) > LONGEST_NAME:
        return False
    words = text.casefold()
    if words == hits[0].name.casefold():
        return True
    called = [hit.kind for hit in hits if any(stands_in(words, name) for name in _names_of(hit))]
    records = [kind for kind in called if kind is not EntryKind.SOURCE]
    is_one = len(records) == 1 and is_proper_name(text)
    return set(records) <= {EntryKind.DEAL} and (is_one or is_one_word(text))
