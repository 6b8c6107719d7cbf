"""Text in, agreement types out, each with the words that gave it away. Plain Python: the register is handed in."""

from .deals import DealSource, KnownDeal, Wanted
from .decoder import LONGEST_TEXT, Decoder
from .decoding import Confidence, Decoding, Problem, Undecodable, Unsettled
from .facts import JAPAN, Cue, DealFacts, PartnerNames, Sample, TypeFacts
from .learning import learn
from .likeness import Weights
from .negation import Stage
from .phrases import PhraseError, compile_phrase

__all__ = [
    "JAPAN",
    "LONGEST_TEXT",
    "Confidence",
    "Cue",
    "DealFacts",
    "DealSource",
    "Decoder",
    "Decoding",
    "KnownDeal",
    "PartnerNames",
    "PhraseError",
    "Problem",
    "Sample",
    "Stage",
    "TypeFacts",
    "Undecodable",
    "Unsettled",
    "Wanted",
    "Weights",
    "compile_phrase",
    "learn",
]
