"""Every template compiles, and no text in one is out of the translators' reach."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import DebugLexer, TokenType

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FILES = sorted(TEMPLATES.rglob("*.*"))
# The pages for an error inside the site can trust nothing, translations included: they stand in both languages.
IN_BOTH = {"500.html", "503.html", "503_unsaved.html"}
PAGES = [file for file in FILES if file.suffix == ".html" and file.name not in IN_BOTH]
# Attributes that a reader sees or hears.
READ = re.compile(r"""\s(?:alt|title|placeholder|aria-label|aria-description|label|content)\s*=\s*("[^"]*"|'[^']*')""")
# Inside these, text is no prose or is in the language that it stands in on purpose.
LITERAL = re.compile(
    r"""<(script|style|code|svg)\b.*?</\1>|<(\w+)\b[^>]*\blang=["'][a-z-]+["'][^>]*>[^<]*</\2>|\?[a-z_]+=[\w.,&;=-]+""",
    re.S,
)
# Stands for what a template puts in.
MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Blocks of the admin's own templates that hold names of classes.
CLASS_BLOCKS = {"bodyclass", "coltype"}
# Names that are the same in every language.
SAME_EVERYWHERE = {
    *("Rosetta", "日本語", "English"),
    *("ACSA", "API", "Atom", "CSV", "JSON", "PDF", "PNG", "SHA", "SVG", "XLSX"),
}


def name_of(file: Path) -> str:
    return file.relative_to(TEMPLATES).as_posix()


def unmarked(source: str) -> list[str]:
    """Return the pieces of a template's text that stand outside translate and blocktranslate, with their lines."""
    kept: list[str] = []
    inside_translation = inside_comment = False
    blocks: list[str] = []
    for token in DebugLexer(source).tokenize():
        words = token.contents.split() if token.token_type == TokenType.BLOCK else []
        command = words[0] if words else ""
        if command in ("blocktranslate", "blocktrans", "endblocktranslate", "endblocktrans"):
            inside_translation = not command.startswith("end")
        elif command in ("comment", "endcomment"):
            inside_comment = command == "comment"
        elif command == "block":
            blocks.append(words[1])
        elif command == "endblock":
            blocks.pop()
        start, end = token.position
        text = source[start:end]
        hidden = inside_translation or inside_comment or CLASS_BLOCKS & set(blocks)
        shown = token.token_type == TokenType.TEXT and not hidden
        # What is not shown leaves its lines and a mark, so that words on its two sides do not become one.
        kept.append(text if shown else MARK + "\n" * text.count("\n"))
    markup = "".join(kept)
    markup = LITERAL.sub(lambda match: "\n" * match[0].count("\n"), markup)
    markup = re.sub(r"<!--.*?-->", lambda match: "\n" * match[0].count("\n"), markup, flags=re.S)

    pieces: list[tuple[int, str]] = []
    for tag in re.finditer(r"<[^>]*>", markup):
        if tag[0].startswith("<meta") and not re.search(r'name="(description|author)"', tag[0]):
            continue
        pieces += [(tag.start() + match.start(1), match[1]) for match in READ.finditer(tag[0])]
    text_only = re.sub(r"<[^>]*>", lambda match: "\0" + "\n" * match[0].count("\n"), markup)
    position = 0
    for piece in re.split("\0", text_only):
        pieces.append((-1 - text_only.count("\n", 0, position), piece))
        position += len(piece) + 1

    found = []
    for place, piece in pieces:
        if set(LETTERS.findall(html.unescape(piece))) - SAME_EVERYWHERE:
            line = -place if place < 0 else markup.count("\n", 0, place) + 1
            line += len(piece) - len(piece.lstrip("\n")) if place < 0 else 0
            found.append(f"line {line}: {' '.join(piece.replace(MARK, ' ').split())[:80]}")
    return found


def test_there_are_templates() -> None:
    assert PAGES


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_template_compiles(file: Path) -> None:
    engines["django"].get_template(name_of(file))


@pytest.mark.parametrize("file", PAGES, ids=name_of)
def test_template_text_is_marked_for_translation(file: Path) -> None:
    assert unmarked(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Signed</p>", ["line 1: Signed"]),
        ("<p>\n{{ deal }} is\nin force</p>", ["line 2: is in force"]),
        ('<input placeholder="Partner">', ['line 1: "Partner"']),
        ('<p>{% translate "Signed" %} · 1 → 2 {{ deal }}</p>', []),
        ("{% blocktranslate %}Signed on {{ day }}{% endblocktranslate %}", []),
        ('<a class="deal-card" href="/types/" lang="ja">日本語で読む</a>', []),
        ("{% comment %}why{% endcomment %}{# why #}<!-- why --><svg><title>why</title></svg>", []),
    ],
)
def test_unmarked_text_is_found(source: str, expected: list[str]) -> None:
    assert unmarked(source) == expected
