"""BibTeX, for LaTeX and reference managers; in UTF-8."""

from agreements.register.partial_date import MONTHS_EN

from .sentences import edition
from .work import Work, one_line

# A brace counts for BibTeX even after a backslash, so that it is named instead.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)
_LANGUAGES = {"en": "english", "ja": "japanese"}


def escaped(text: str) -> str:
    return one_line(text).translate(_SPECIAL)


def _address(address: str) -> str:
    """Return an address, which stands as it is: what would end the field is written in figures."""
    return one_line(address).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")


def written(work: Work) -> str:
    """Return one entry. `@misc` is what every style knows; the second braces keep capitals from being lowered."""
    title = escaped(work.title or work.site)
    fields = [
        ("key", f"{{{title}}}"),
        # In second braces an organization is not taken apart into first and last names.
        ("author", f"{{{{{escaped(work.author)}}}}}" if work.author else ""),
        ("title", f"{{{{{title}}}}}"),
        # The old styles print no `url`, and without a package know no command for one: there the address is text.
        ("howpublished", f"{{{{{escaped(_address(work.address))}}}}}"),
        ("publisher", f"{{{{{escaped(work.site)}}}}}"),
        ("year", f"{{{work.day.year}}}"),
        # The name of a month is a word that each style has in its own language, and so without braces.
        ("month", MONTHS_EN[work.day.month][:3].lower()),
        ("day", f"{{{work.day.day}}}"),
        ("version", f"{{{escaped(work.version)}}}"),
        ("note", f"{{{escaped(edition(work))}}}"),
        ("langid", f"{{{_LANGUAGES[work.language]}}}"),
        ("url", f"{{{_address(work.address)}}}"),
    ]
    lines = [f"  {name} = {value}," for name, value in fields if value]
    return "\n".join([f"@misc{{{work.key},", *lines, "}", ""])
