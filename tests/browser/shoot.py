"""Pictures of the main pages, as a reader on a phone, a tablet and a desk sees them.

    python -m tests.browser.shoot [--scheme light|dark|both] [--only home deal ...] [--pictures docs]

writes shots/<page>-<language>-<width>[-dark].png from a site that it starts by itself, or the four pictures that
README.md shows.
"""

import argparse
import base64
import sys
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser

from tests.browser.conftest import LEFT_FOR_LATER, MISSING, chromium, launched
from tests.pages_list import KINDS, LANGUAGES, ROOT, in_language
from tests.running_site import prepare, serving

WIDTHS = {390: 844, 834: 1112, 1440: 900}
SHOTS = ROOT / "shots"


class Picture(NamedTuple):
    """One of README's: the top of a page, as a reader at a desk sees it."""

    name: str
    path: str
    scheme: Literal["light", "dark"] = "light"
    height: int = 800


PICTURES = (
    Picture("home", "/"),
    Picture("partner", "/partners/philippines/"),
    Picture("grid", "/grid/", "dark"),
    Picture("deal", "/ja/deals/germany-acsa/"),
)


# The browser packs its own picture: WebP shows letters as sharp as PNG in a third of the bytes.
_PACK = """async (png) => {
    const taken = await createImageBitmap(await (await fetch(png)).blob());
    const canvas = new OffscreenCanvas(taken.width, taken.height);
    canvas.getContext("2d").drawImage(taken, 0, 0);
    const packed = new Uint8Array(await (await canvas.convertToBlob({type: "image/webp", quality: .85})).arrayBuffer());
    return btoa(packed.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""


def _take(browser: Browser, site: str, picture: Picture, folder: Path) -> None:
    """Take one of README's pictures, small enough for a page that is read on the way."""
    page = browser.new_page(viewport={"width": 1280, "height": picture.height}, color_scheme=picture.scheme)
    page.goto(site + picture.path)
    png = base64.b64encode(page.screenshot()).decode()
    # The policy of the site's own pages lets no page read what it did not send.
    page.goto("about:blank")
    packed = base64.b64decode(page.evaluate(_PACK, f"data:image/png;base64,{png}"))
    (folder / f"{picture.name}.webp").write_bytes(packed)
    page.close()


def main() -> int:
    parser = argparse.ArgumentParser(description="Take pictures of the main pages.")
    parser.add_argument("--scheme", choices=["light", "dark", "both"], default="light")
    parser.add_argument("--only", nargs="*", choices=[kind.name for kind in KINDS], default=None)
    parser.add_argument("--pictures", type=Path, help="only those of README.md, into this folder")
    options = parser.parse_args()
    path = chromium()
    if path is None:
        print(MISSING, file=sys.stderr)
        return 1
    schemes = ["light", "dark"] if options.scheme == "both" else [options.scheme]
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with serving(Path(folder)) as site, launched(path) as browser:
            if options.pictures:
                for picture in PICTURES:
                    _take(browser, site, picture, options.pictures)
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
                            page.wait_for_function(f"() => {LEFT_FOR_LATER} === 0")
                            page.screenshot(path=SHOTS / f"{kind.name}-{language}-{width}{dark}.png", full_page=True)
                    context.close()
    print(f"Wrote {len(list(SHOTS.glob('*.png')))} pictures to {SHOTS.relative_to(ROOT)}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
