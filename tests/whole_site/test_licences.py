"""What the site stands on may be used as the site uses it, and docs/security.md says under which licence."""

from tests.licences import licence, locked
from tests.pages_list import ROOT

# Of these the package states none; its repository does.
UNSTATED = {"resvg-py": "MIT"}


def test_every_package_is_listed_with_its_licence() -> None:
    listed = (ROOT / "docs" / "security.md").read_text()
    rows = [(package, licence(package) or UNSTATED.get(package, "")) for package in locked()]
    assert [package for package, stated in rows if stated and f"| {package} | {stated} |" not in listed] == []


def test_no_package_asks_for_the_source_of_what_uses_it() -> None:
    assert [package for package in locked() if licence(package).startswith(("GPL", "AGPL"))] == []
