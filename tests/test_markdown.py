"""Escaping, as a reader of Markdown undoes it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from agreements.markdown import address, text

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SIGNS = "\\`*_{}[]()<>#+-.!|~&=:$\"' \n\t1a日"


def shown(markdown: str) -> str:
    """Return the words of a paragraph; anything else than one paragraph of plain words fails."""
    found = re.fullmatch(r"<p>([^<]*)</p>\n", READER.render(markdown))
    assert found, READER.render(markdown)
    return html.unescape(found[1])


@pytest.mark.parametrize(
    "words",
    ["# a", "1. a", "2) a", "- a", "+ a", "===", "---", "> a", "| a |", "a\n\n# b", "<b>", "&lt;", "[a](b)", "![a](b)",
     "*a* _b_ `c` ~~d~~", "\\*a", "https://example.org", "a\\", "    a", "<!-- a", "日本・「米国」"],
)  # fmt: skip
def test_a_text_shows_as_it_is(words: str) -> None:
    assert shown(text(words)) == " ".join(words.split())


@given(st.text(st.sampled_from(SIGNS), min_size=1).filter(str.strip))
def test_whatever_signs_it_holds(words: str) -> None:
    assert shown(text(words)) == " ".join(words.split())


@given(st.text(st.sampled_from(SIGNS), min_size=1).filter(str.strip))
def test_in_a_cell_a_link_and_a_list_too(words: str) -> None:
    table = READER.render(f"| a |\n| --- |\n| {text(words)} |\n")
    link = READER.render(f"- [{text(words)}](<https://example.org/>)\n")

    assert table.count("<td>") == table.count("<tr>") - 1 == 1
    assert html.unescape(table.partition("<td>")[2].partition("</td>")[0]) == " ".join(words.split())
    inside = link.partition('<a href="https://example.org/">')[2].partition("</a>")[0]
    assert html.unescape(inside) == " ".join(words.split())
    assert link.count("<a ") == 1


@pytest.mark.parametrize(
    "url", ["https://example.org/a(b)?x=1&y=%20#z", "https://example.org/a>b<c\\d e\nf", "https://example.org/日本"]
)
def test_an_address_stays_one_address(url: str) -> None:
    rendered = READER.render(f"[a]({address(url)}) b")

    assert rendered.count("<a href=") == 1
    assert rendered.endswith(">a</a> b</p>\n")
    assert 'href="https://example.org/' in rendered
