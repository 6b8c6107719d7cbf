"""The form of a typed text, by its words alone: whether it can be a question, or a name of no kind of agreement."""

import re

# A headline may end in a question mark too, or in 「か」: 「日独、協定に署名か」 reports, and is no question.
_QUESTION = re.compile(
    r"(?:who|whom|whose|with\swhom|what|when|since\swhen|on\swhat|which|how|does|do|did|has|have|had|is|are|was|were|can"
    r"|could|must|would|should|will|if|(?:the\s)?differences?\sbetween)\b.{5,}"
    r"|.*(?:誰|だれ|どこ|どの|いつ|何|いくら).+|.{5,}(?:ます|です|できる|使える|ある|いる|ならない|の)か[?？]?"
    r"|.+の(?:発効|署名|締結)日(?:は)?[?？]?|.+国は[?？]?|.+は(?:いくつ|いくら|どこ|誰|だれ)[?？]?"
    r"|.{2,}とは[?？]?|.+の(?:違い|相違点?)(?:は|とは)?[?？]?",
    re.IGNORECASE,
)
# In Japanese a verb before 「か」 may still be a report's: 「署名するか」. With a topic it is a question.
_MAYBE = re.compile(r".+は.+(?:か[?？。]?|[?？])")
# Names of things, and not of kinds of agreement: "AUKUS", "Glide Phase Interceptor", 「トマホーク」.
_ONE_WORD = re.compile(r"[A-Za-z]+(?:-?\d\w*)?|[ァ-ヺー・]+")
_CAPITALIZED = re.compile(r"[A-Z]\S*(?: [A-Z]\S*)+")


def is_question(text: str) -> bool:
    """Tell whether a text has the form of a question in either language."""
    return bool(_QUESTION.fullmatch(text))


def may_be_question(text: str) -> bool:
    """Tell whether a Japanese text is a question or a report in doubt, which have one form: 「…は…か」, 「…は…？」."""
    return bool(_MAYBE.fullmatch(text))


def is_one_word(text: str) -> bool:
    """Tell whether a text is a word in Latin letters, with a number where it has one, or in katakana."""
    return bool(_ONE_WORD.fullmatch(text))


def is_proper_name(text: str) -> bool:
    """Tell whether a text is of two words or more with a capital each."""
    return bool(_CAPITALIZED.fullmatch(text))


def stands_in(words: str, name: str) -> bool:
    """Tell whether words stand in a name as they are, and not as a part of longer ones. Both are in small letters."""
    # In Japanese only a word in katakana has an end that can be seen.
    sign = "[a-z0-9]" if words.isascii() else "[ァ-ヺー]"
    return bool(re.search(rf"(?<!{sign}){re.escape(words)}(?!{sign})", name))
