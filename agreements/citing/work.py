"""What is cited."""

import re
from dataclasses import dataclass
from datetime import date

# What no line of a reference may hold: whatever breaks a line or is not to be seen.
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9-]+")


def one_line(text: str) -> str:
    """Return a text in one line, since a second one would begin another field."""
    return _BREAKS.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Work:
    """A record or a list of the register, or, without a title, the register as a whole. The site publishes it.

    `name` tells it from other works, such as `deal-germany-acsa`; `language` is `en` or `ja`, that of title and site;
    `version` is that of the register, `2026-11-23` or `2026-11-26-9f3c2a1`, and `day` the version's.
    """

    name: str
    title: str
    site: str
    address: str
    version: str
    day: date
    language: str = "en"
    is_list: bool = False

    def __post_init__(self) -> None:
        for field in ("title", "site", "address", "version"):
            object.__setattr__(self, field, one_line(getattr(self, field)))

    @property
    def key(self) -> str:
        """A name for reference managers: letters, figures and hyphens, another one for each version and language."""
        language = "" if self.language == "en" else f"-{self.language}"
        return _NOT_IN_A_KEY.sub("-", f"rosetta-{self.name}{language}-{self.version}")

    @property
    def author(self) -> str:
        """The site, as the organization that wrote the page. Of itself it is the title, and no author beside it."""
        return self.site if self.title else ""

    @property
    def is_data(self) -> bool:
        """Whether it is a set of data rather than an entry in a work of reference."""
        return self.is_list or not self.title
