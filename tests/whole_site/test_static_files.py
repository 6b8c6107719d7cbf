"""Style sheets in one piece, with no database and no site."""

from rosetta.static_files import in_one_piece

SHEETS = {
    "css/site.css": '/* All. */\n@import url("tokens.css");\n@import url("base.css");\n',
    "css/tokens.css": ":root {}\n",
    "css/base.css": "a {}\n",
    "css/pages/grid.css": '@import url("../site.css");\n\n.grid {}\n',
    "css/pages/home.css": '@import url("grid.css");\n@import url("../site.css");\n.home {}\n',
}


def test_what_a_sheet_imports_stands_in_its_place_once_and_in_order() -> None:
    assert in_one_piece("css/pages/home.css", SHEETS.__getitem__) == (
        "/* All. */\n:root {}\na {}\n\n.grid {}\n.home {}\n"
    )


def test_a_sheet_that_imports_nothing_stays_as_it_is() -> None:
    assert in_one_piece("css/base.css", SHEETS.__getitem__) == "a {}\n"
