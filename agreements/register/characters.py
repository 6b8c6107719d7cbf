"""The states of characters that a deal's own columns settle, so that nobody has to tick them."""

# The character that asks whether anybody promises to use force for another.
USE_OF_FORCE = "use-of-force"
_FORMS = {
    "treaty": "agreement",
    "executive-agreement": "agreement",
    "exchange-of-notes": "notes",
    "contract": "contract",
    "memorandum": "memorandum",
    "joint-statement": "statement",
}
_DIET = {"approved": "yes", "pending": "yes", "not-required": "no"}


def states_from_facts(
    instrument: str, binding: bool | None, diet_approval: str, party_count: int
) -> dict[str, frozenset[str]]:
    """Return the states by character that follow from a deal's facts; what is unknown is left out.

    `party_count` counts every party, Japan included. An approval that is pending was needed.
    """
    states = {
        "form": _FORMS.get(instrument),
        "binding": None if binding is None else "yes" if binding else "no",
        "diet-approval": _DIET.get(diet_approval),
        "parties": None if party_count < 2 else "two" if party_count == 2 else "more",
    }
    return {character: frozenset({state}) for character, state in states.items() if state is not None}
