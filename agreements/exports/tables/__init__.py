"""The tables of the register and their columns, in words for the codebook. A new field of a model is no new column."""

from .deals import AMOUNTS, CITATIONS, DEALS, EVENTS, PARTIES, PHRASES, RELATIONS
from .grid import CELLS, grid_tables
from .key import CHARACTERS, CUES, DEAL_STATES, MATRIX, STATES, SURVEYS
from .records import PARTNERS, SENSES, SOURCES, TERMS, TYPES

REGISTER = (
    *(DEALS, PARTIES, EVENTS, AMOUNTS, RELATIONS, CITATIONS, PHRASES, SOURCES, PARTNERS, TYPES, TERMS, SENSES),
    *(CHARACTERS, STATES, MATRIX, DEAL_STATES, CUES, SURVEYS),
)

__all__ = ["CELLS", "DEALS", "REGISTER", "grid_tables"]
