"""Lists as sentences have them."""

from collections.abc import Sequence


def joined(parts: Sequence[str], language: str, last_word: str = "and") -> str:
    """Join parts: `a, b and c`, or with `or`; 「a、b、c」 and 「a、b、または c」 for `ja`."""
    if len(parts) < 2:
        return "".join(parts)
    if language == "ja":
        if last_word == "or":
            return "、".join(parts[:-1]) + "または" + parts[-1]
        return "、".join(parts)
    return f"{', '.join(parts[:-1])} {last_word} {parts[-1]}"
