"""Pictures of the main pages, as a reader on a phone, a tablet and a desk sees them.

    python -m tests.browser.shoot [--scheme light|dark|both] [--only home deal ...] [--picture docs/home.png]

writes shots/<page>-<language>-<width>[-dark].png from a site that it starts by itself, or the picture of the home
page that README.md shows.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.browser.conftest import MISSING, chromium, launched
from tests.pages_list import KINDS, LANGUAGES, ROOT, in_language
from tests.running_site import prepare, serving

WIDTHS = {390: 844, 834: 1112, 1440: 900}
SHOTS = ROOT / "shots"


def main() -> int:
    parser = argparse.ArgumentParser(description="Take pictures of the main pages.")
    parser.add_argument("--scheme", choices=["light", "dark", "both"], default="light")
    parser.add_argument("--only", nargs="*", choices=[kind.name for kind in KINDS], default=None)
    parser.add_argument("--picture", type=Path, help="only the top of the home page, into this file")
    options = parser.parse_args()
    path = chromium()
    if path is None:
        print(MISSING, file=sys.stderr)
        return 1
    schemes = ["light", "dark"] if options.scheme == "both" else [options.scheme]
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with serving(Path(folder)) as site, launched(path) as browser:
            if options.picture:
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.goto(site + "/")
                page.screenshot(path=options.picture)
                return 0
            SHOTS.mkdir(exist_ok=True)
            for scheme in schemes:
                for width, height in WIDTHS.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme="dark" if scheme == "dark" else "light",
                        is_mobile=width < 1000,
                    )
                    page = context.new_page()
                    for kind in KINDS:
                        if options.only and kind.name not in options.only:
                            continue
                        for language in LANGUAGES:
                            page.goto(site + in_language(kind.example_addresses()[0], language))
                            dark = "-dark" if scheme == "dark" else ""
                            page.screenshot(path=SHOTS / f"{kind.name}-{language}-{width}{dark}.png", full_page=True)
                    context.close()
    print(f"Wrote {len(list(SHOTS.glob('*.png')))} pictures to {SHOTS.relative_to(ROOT)}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
