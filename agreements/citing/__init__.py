"""References to what the register holds, in plain Python: sentences for people and records for reference managers.

No day of access is given: the version says what was read, and the same address gives the same bytes on every day.
SIST 02, which asks for one, has letters in its place.
"""

from . import bibtex, csl, ris
from .sentences import Form, Line, Run, forms, plain, short
from .work import Work

__all__ = ["Form", "Line", "Run", "Work", "bibtex", "csl", "forms", "plain", "ris", "short"]
