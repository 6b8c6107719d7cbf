"""What the writers of references are tried with: usual titles, and one that holds the signs of every format."""

from dataclasses import replace
from datetime import date

from agreements.citing import Work

DEAL = Work(
    name="deal-germany-acsa",
    title="Japan–Germany ACSA",
    site="The Rosetta Stone of Japan’s security deals",
    address="https://example.org/deals/germany-acsa/",
    version="2026-11-23",
    day=date(2026, 11, 23),
)
LIST = replace(DEAL, name="deals-1", title="Japan’s security deals (partner: Germany)", is_list=True)
REGISTER = replace(DEAL, name="register", title="", address="https://example.org/")
JAPANESE = replace(
    DEAL,
    title="日独ACSA",
    site="ロゼッタ・ストーン",
    address="https://example.org/ja/deals/germany-acsa/",
    language="ja",
)
HOSTILE = replace(
    DEAL,
    title='50% of {A} & B_#1 $~^ \\input{x} "q" }\n}\n@misc{evil, title={x}}\r\nER  - \r\nTY  - BOOK',
    address="https://example.org/deals/?q=%7B%25_&type=acsa",
)
WORKS = {"deal": DEAL, "list": LIST, "register": REGISTER, "japanese": JAPANESE, "hostile": HOSTILE}
