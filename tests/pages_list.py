"""Every kind of public page, and the address of every page of that kind.

A page that joins the site joins this list: test_every_page.py fails until it does.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "ja")


@dataclass(frozen=True)
class Kind:
    """One kind of page, by its English address."""

    name: str
    # As in urls.py, with {} in place of a slug.
    path: str
    # The fixture files and the model that hold the slugs.
    files: str = ""
    model: str = ""
    # The pages that stand for all of their kind where each cannot be tried: the fullest and the emptiest.
    examples: tuple[str, ...] = ("",)
    # Other states of the page, as query strings.
    states: tuple[str, ...] = ()
    # How many of them a browser opens too; each takes it some seconds.
    opened: int = 2
    # Only those that stand for all are tried: the pages differ in nothing but a name.
    is_alike: bool = False

    def slugs(self) -> list[str]:
        if self.is_alike:
            return list(self.examples)
        if not self.files:
            return [""]
        return [
            row["fields"]["slug"]
            for file in sorted((ROOT / "fixtures").glob(self.files))
            for row in json.loads(file.read_text(encoding="utf-8"))
            if row["model"] == self.model and row["fields"].get("publication", "published") == "published"
        ]

    def addresses(self) -> list[str]:
        """Return the address of every page of this kind, and of every state named above."""
        return [self.path.format(slug) for slug in self.slugs()] + [self.path + state for state in self.states]

    def example_addresses(self) -> list[str]:
        return [self.path.format(slug) for slug in self.examples] + [
            self.path + state for state in self.states[: self.opened]
        ]


KINDS = (
    Kind("home", "/"),
    Kind("register_cite", "/cite/"),
    Kind("deals_cite", "/deals/cite/", states=("?type=acsa&partner=germany&sort=name", "?type=nonsense")),
    Kind("grid_cite", "/grid/cite/", states=("?as_of=2015-01-01",), opened=0),
    Kind("timeline_cite", "/timeline/cite/", states=("?partner=germany",), opened=0),
    Kind("map_cite", "/map/cite/", states=("?type=acsa",), opened=0),
    Kind("terms_cite", "/terms/cite/"),
    Kind("term_cite", "/terms/{}/cite/", examples=("acsa",), is_alike=True),
    Kind("comparison_cite", "/compare/cite/", states=("?partner=germany&partner=france",), opened=0),
    Kind("type_cite", "/types/{}/cite/", examples=("acsa",), is_alike=True),
    Kind("partner_cite", "/partners/{}/cite/", examples=("germany",), is_alike=True),
    Kind("deal_cite", "/deals/{}/cite/", examples=("germany-acsa",), is_alike=True),
    Kind("type_list", "/types/"),
    Kind("type", "/types/{}/", "types.json", "agreements.agreementtype", ("acsa", "consultation-pact")),
    Kind("partner_list", "/partners/"),
    Kind("partner", "/partners/{}/", "partners.json", "agreements.partner", ("germany", "nato")),
    Kind(
        "deal_list",
        "/deals/",
        states=(
            "?type=acsa&as_of=2015-01-01",
            "?q=nothing-of-this-name&year_from=2024-13",
            "?partner=germany&status=in-force",
            "?page=2",
        ),
    ),
    Kind("deal", "/deals/{}/", "deals/*.json", "agreements.deal", ("germany-acsa",)),
    Kind("grid", "/grid/", states=("?as_of=2015-01-01",), opened=0),
    Kind(
        "identify",
        "/identify/",
        states=("?subject=supplies", "?subject=supplies&payment=gift,settled&classified=unsure"),
    ),
    Kind("key", "/identify/key/"),
    Kind(
        "decode",
        "/decode/",
        # The first text that a process decodes makes it read the register: tests/pages/test_decode.py counts queries.
        states=("?text=Japan+and+Germany+signed+an+ACSA", "?text=Upper+house+approves+free+trade+agreement"),
        opened=0,
    ),
    Kind("map", "/map/", states=("?type=acsa&as_of=2015",), opened=0),
    Kind("timeline", "/timeline/", states=("?partner=germany&page=2",), opened=0),
    Kind("changes", "/changes/", states=("?kind=corrected&partner=philippines", "?until=2026-12")),
    Kind("term_list", "/terms/"),
    Kind("term", "/terms/{}/", "terms.json", "agreements.term", ("acsa", "security-cooperation")),
    Kind("data", "/data/"),
    Kind("codebook", "/data/codebook/"),
    Kind("api", "/api/"),
    Kind("api_examples", "/api/examples/"),
    Kind(
        "search",
        "/search/",
        states=("?q=fuel+Germany", "?q=nothing-of-this-name", "?q=RAA+vs+SOFA", "?q=ACSA&kind=source"),
    ),
    Kind(
        "compare",
        "/compare/",
        states=(
            "?partner=germany&partner=france",
            "?deal=germany-acsa&deal=uk-raa",
            "?type=acsa&type=reciprocal-access",
        ),
        opened=1,
    ),
    Kind("report", "/report/", states=("?about=/deals/germany-acsa/", "?about=/no-such-page/")),
    Kind("about", "/about/"),
    Kind("glyphs", "/about/glyphs/"),
)
# Addresses outside agreements/urls.py that machines ask, and in it those of fragments. A route whose last part has a
# suffix, such as deals.csv, is taken for a file and not named here.
FOR_MACHINES = (
    *("/healthz", "/readyz", "/robots.txt", "/.well-known/security.txt"),
    *("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-deals-1.xml"),
)
# The address of a receipt is nobody’s to list.
FRAGMENTS = ("/search/suggest/", "/changes/feed/", "/partners/{}/feed/", "/types/{}/feed/", "/report/{}/")
MISSING = ("/no-such-page/", "/deals/no-such-deal/")


def in_language(address: str, language: str) -> str:
    return address if language == "en" else f"/{language}{address}"


def every_address() -> Iterator[tuple[str, str]]:
    """Yield the language and the address of every public page."""
    for language in LANGUAGES:
        for kind in KINDS:
            for address in kind.addresses():
                yield language, in_language(address, language)


def example_addresses() -> Iterator[tuple[str, str]]:
    """Yield the language and the address of a few pages of every kind."""
    for language in LANGUAGES:
        for kind in KINDS:
            for address in kind.example_addresses():
                yield language, in_language(address, language)
