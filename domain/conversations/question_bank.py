"""Questions worth asking: short, open, about work, in both languages."""

from dataclasses import dataclass
from typing import Any, Final

from domain.conversations.conversation import Kind
from domain.conversations.preparation import QuestionType
from domain.texts import both

_ALL: Final = frozenset(Kind)
_ON_RESULTS: Final = frozenset((Kind.COACHING, Kind.EVALUATION))


@dataclass(frozen=True)
class BankQuestion:
    key: str
    type: QuestionType
    kinds: frozenset[Kind]
    text: dict[str, Any]


def _question(
    key: str, type: QuestionType, kinds: frozenset[Kind], en: str, zh: str
) -> BankQuestion:
    return BankQuestion(key, type, kinds, both(en=en, zh=zh))


BANK: Final = (
    _question(
        "hardest-part",
        QuestionType.EXPLORE,
        frozenset((Kind.GOAL, Kind.COACHING)),
        "What do you find the hardest part of this?",
        "你觉得这件事最大的难点在哪里？",
    ),
    _question(
        "overall-result",
        QuestionType.EXPLORE,
        frozenset((Kind.EVALUATION,)),
        "How do you see the results of this quarter as a whole?",
        "你怎么看待本季度的整体结果？",
    ),
    _question(
        "your-view",
        QuestionType.EXPLORE,
        _ALL,
        "How do you see it?",
        "你怎么看？",
    ),
    _question(
        "self-score",
        QuestionType.REFLECT,
        frozenset((Kind.EVALUATION,)),
        "If you gave your own performance a score, what would it be, and why?",
        "如果给自己的表现打个分，你会打几分？为什么？",
    ),
    _question(
        "proud-and-redo",
        QuestionType.REFLECT,
        frozenset((Kind.EVALUATION,)),
        "Looking back, which two things make you proudest, and which two would you do again"
        " differently?",
        "回头看，有哪两件事是你最骄傲的？哪两件事最想重来一次？",
    ),
    _question(
        "once-more",
        QuestionType.REFLECT,
        frozenset((Kind.COACHING,)),
        "If you could do it over again, what would you do differently?",
        "如果重来一次，你会有什么不同的做法？",
    ),
    _question(
        "first-signs",
        QuestionType.REFLECT,
        frozenset((Kind.GOAL,)),
        "How would we notice early that this goal is not going to work?",
        "如果这个目标走不通，我们最早能从哪里看出来？",
    ),
    _question(
        "next-step",
        QuestionType.CONFIRM,
        _ALL,
        "What are you going to do next?",
        "下一步准备怎么做？",
    ),
    _question(
        "my-help",
        QuestionType.CONFIRM,
        _ALL,
        "What can I do to help?",
        "我能提供什么帮助？",
    ),
    _question(
        "one-thing",
        QuestionType.CONFIRM,
        _ON_RESULTS,
        "If I could help you with one thing only, what should it be?",
        "如果我只能帮你一件事，会希望我帮什么？",
    ),
    _question(
        "three-supports",
        QuestionType.CONFIRM,
        frozenset((Kind.GOAL, Kind.COACHING)),
        "Which three kinds of support from me would let you move ahead more smoothly?",
        "我可以提供哪三种支持，让你推进得更顺畅？",
    ),
)


_OUTLINE: Final = {QuestionType.EXPLORE: 2, QuestionType.REFLECT: 1, QuestionType.CONFIRM: 2}
"""A one-page outline holds three to five questions."""


def questions_for(kind: Kind) -> list[BankQuestion]:
    return [question for question in BANK if kind in question.kinds]


def outline_for(kind: Kind) -> list[BankQuestion]:
    """The five proposed for a conversation of that kind, in the order of the bank."""
    of_type = {
        sort: [question for question in questions_for(kind) if question.type is sort][:most]
        for sort, most in _OUTLINE.items()
    }
    return [question for questions in of_type.values() for question in questions]
