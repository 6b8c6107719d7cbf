"""How far a command is, for whoever watches it."""

from typing import Any

_WIDTH = 30
# Where nobody watches, a line for each tenth is enough.
_LINES = 10


class Progress:
    """A bar that is drawn over itself on a terminal, and some lines elsewhere. `total` may grow on the way."""

    def __init__(self, out: Any, total: int) -> None:
        self.out, self.total, self.done = out, total, 0
        self.is_terminal = self.out.isatty()
        self._tenths = 0

    def step(self, what: str) -> None:
        self.done += 1
        if self.is_terminal:
            filled = _WIDTH * self.done // self.total
            bar = "#" * filled + "." * (_WIDTH - filled)
            self.out.write(f"\r[{bar}] {self.done}/{self.total} {what[:40]:<40}", ending="")
            self.out.flush()
        elif (tenths := self.done * _LINES // self.total) > self._tenths:
            self._tenths = tenths
            self.out.write(f"{self.done} of {self.total}")

    def end(self) -> None:
        if self.is_terminal and self.done:
            self.out.write("")
