"""The identification key: from a reader's answers to the kind of agreement, with reasons. Plain Python."""

from .answers import UNSURE, Answer, Answers, Parsed, answers_of, parse
from .changes import Change, Suspicion, Turn, most_suspicious, what_would_change_it, winner
from .explain import (
    Prospect,
    Reason,
    WhyNot,
    if_answered,
    leaders,
    objections,
    support,
    why_not_others,
)
from .guided import guided_answers
from .matrix import UNSURE_WORD, Character, Matrix, State, Taxon
from .next_question import Question, best_question, deciding_question, dividing_question, ranked_questions
from .optimum import OptimumTooLargeError, optimum
from .outcomes import Case, Outcome, Turnout, outcome, turned, with_cell
from .printed import Couplet, Lead, couplets
from .scoring import Candidate, Prior, Verdict, in_play, is_mismatch, lead, mismatch_counts, rank, verdict
from .separation import Difference, Pair, differences, separating, separation
from .simulation import Accuracy, Questions, accuracy, questions_asked

__all__ = [
    "UNSURE",
    "UNSURE_WORD",
    "Accuracy",
    "Answer",
    "Answers",
    "Candidate",
    "Case",
    "Change",
    "Character",
    "Couplet",
    "Difference",
    "Lead",
    "Matrix",
    "OptimumTooLargeError",
    "Outcome",
    "Pair",
    "Parsed",
    "Prior",
    "Prospect",
    "Question",
    "Questions",
    "Reason",
    "State",
    "Suspicion",
    "Taxon",
    "Turn",
    "Turnout",
    "Verdict",
    "WhyNot",
    "accuracy",
    "answers_of",
    "best_question",
    "couplets",
    "deciding_question",
    "differences",
    "dividing_question",
    "guided_answers",
    "if_answered",
    "in_play",
    "is_mismatch",
    "lead",
    "leaders",
    "mismatch_counts",
    "most_suspicious",
    "objections",
    "optimum",
    "outcome",
    "parse",
    "questions_asked",
    "rank",
    "ranked_questions",
    "separating",
    "separation",
    "support",
    "turned",
    "verdict",
    "what_would_change_it",
    "why_not_others",
    "winner",
    "with_cell",
]
