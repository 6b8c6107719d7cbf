"""Texts as Markdown has them: what is a text shows as that text, whatever signs it holds. CommonMark, with tables."""

import re
from urllib.parse import quote

# Signs that can begin something wherever they stand.
_SIGNS = re.compile(r"[\\`*_\[\]<>&|~!$]")
# Signs that begin something at the head of a line only.
_HEAD = re.compile(r"^(?:[#+=:-]|\d{1,9}(?=[.)]))")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# An address that a reader would make a link of.
_LINKED_BY_ITSELF = re.compile(r"(?<=https)(?=://)|(?<=http)(?=://)|(?<=www)(?=\.)", re.I)
# What an address in angle brackets may hold: all that is printed, save the brackets and the backslash.
_IN_ADDRESS = "!#$%&'()*+,/:;=?@[]~"


def text(words: str) -> str:
    """Return a text in one line, escaped for any place in a line, a table or a link."""
    line = _SIGNS.sub(r"\\\g<0>", _BREAKS.sub(" ", words).strip())
    line = _LINKED_BY_ITSELF.sub(r"\\", line)
    if (head := _HEAD.match(line)) is None:
        return line
    number = head[0] if head[0].isdigit() else ""
    return f"{number}\\{line[len(number) :]}"


def address(url: str) -> str:
    """Return an address for the brackets of a link: `<https://example.org/>`."""
    return f"<{quote(_BREAKS.sub('', url), safe=_IN_ADDRESS)}>"
