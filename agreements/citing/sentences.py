"""References as sentences: a short one for running text and footnotes, and those of Chicago, APA and SIST 02."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agreements.register.partial_date import MONTHS_EN, PartialDate
from agreements.register.sentences import quoted

from .work import Work

# Words that a title in headline style leaves small.
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a reference; the title of a whole work is set in italics, in Japanese not."""

    text: str
    is_title: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A reference in a style, in a language."""

    style: str
    language: str
    line: Line


def plain(line: Sequence[Run]) -> str:
    return "".join(run.text for run in line)


def _ended(text: str) -> str:
    """Return a text with its full stop, where none stands at its end already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _american(day: date) -> str:
    return f"{MONTHS_EN[day.month]} {day.day}, {day.year}"


def _headline(title: str) -> str:
    """Return a title in headline style: `The Rosetta Stone of Japan’s Security Deals`."""
    words = title.split(" ")
    return " ".join(
        word if word in _SMALL and 0 < number < len(words) - 1 else word[:1].upper() + word[1:]
        for number, word in enumerate(words)
    )


def edition(work: Work) -> str:
    """Return which state of the register is cited: `register as of 23 November 2026, version 2026-11-23`."""
    day = PartialDate.of(work.day).in_words(work.language)
    if work.language == "ja":
        return f"{day}現在、{work.version}版"
    return f"register as of {day}, version {work.version}"


def short(work: Work) -> Line:
    if work.language == "ja":
        title = quoted(work.title, "ja") if work.title else ""
        return Run(title), Run(f"『{work.site}』", True), Run(f"{edition(work)}、{work.address}")
    title = f"{quoted(f'{work.title},', 'en')} " if work.title else ""
    return Run(title), Run(work.site, True), Run(f", {edition(work)}, {work.address}")


def chicago(work: Work) -> Line:
    """Return an entry of a bibliography after the Chicago Manual of Style; the version stands for a day of access."""
    title = f"{quoted(_ended(work.title), 'en')} " if work.title else ""
    return (
        Run(title),
        Run(_headline(work.site), True),
        Run(f". Register as of {_american(work.day)}, version {work.version}. {work.address}."),
    )


def apa(work: Work) -> Line:
    """Return an entry of a list of references after APA 7: the site is the author, and then not named again.

    Of the register as a whole it is the title, with which a work without an author begins.
    """
    day = f"({work.day.year}, {MONTHS_EN[work.day.month]} {work.day.day})"
    version = f" (Version {work.version})"
    if not work.title:
        return Run(work.site, True), Run(f"{version} [Data set]. {day}. {work.address}")
    kind = " [Data set]" if work.is_list else ""
    return Run(f"{work.author}. {day}. "), Run(work.title, True), Run(f"{version}{kind}. {work.address}")


def sist(work: Work) -> Line:
    """Return a reference to a page of the web after SIST 02, the standard of Japan’s science and technology.

    It asks for the day of access, which the page cannot know: letters stand where a reader puts it.
    """
    title = f"“{work.title}”. " if work.title else ""
    return (
        Run(title),
        Run(work.site, True),
        Run(f". {work.version}版. {work.day.isoformat()}現在. {work.address}, (参照 YYYY-MM-DD)."),
    )


def forms(work: Work, english: Work) -> list[Form]:
    """Return the long forms: Chicago and APA for texts in English, before them SIST 02 where the page is Japanese."""
    japanese = [Form("SIST 02", "ja", sist(work))] if work.language == "ja" else []
    return [*japanese, Form("Chicago", "en", chicago(english)), Form("APA", "en", apa(english))]
