"""What a state says beside the name of its mark. Its label answers a question, and beside a name “yes” says little."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy

from agreements.models import State
from agreements.register.sentences import alternatives

# By character and state. What is not here reads as well beside a name as under a question.
_WORDS = {
    ("binding", "yes"): pgettext_lazy("binding", "under international law"),
    ("binding", "no"): pgettext_lazy("binding", "not in law, only politically"),
    ("use-of-force", "yes"): pgettext_lazy("duty to fight", "yes"),
    ("use-of-force", "no"): pgettext_lazy("duty to fight", "no"),
    ("diet-approval", "yes"): pgettext_lazy("approval by parliament", "required"),
    ("diet-approval", "no"): pgettext_lazy("approval by parliament", "not required"),
    ("onward-limit", "yes"): pgettext_lazy("passing on to others", "only with consent"),
    ("onward-limit", "no"): pgettext_lazy("passing on to others", "no rule on it"),
    ("scope", "framework"): pgettext_lazy("scope", "a standing framework"),
    ("scope", "single"): pgettext_lazy("scope", "one particular deal"),
    ("direction", "both"): pgettext_lazy("direction", "both ways"),
    ("direction", "gives"): pgettext_lazy("direction", "from Japan to the other side"),
    ("direction", "receives"): pgettext_lazy("direction", "from the other side to Japan"),
}


def in_words(character: str, states: Iterable[State]) -> str:
    """Print the states of a character as alternatives: `Required or not required`, 「必要、または不要」."""
    words = [str(_WORDS.get((character, state.slug), state.label)) for state in states]
    return capfirst(alternatives(words, get_language() or "en"))
