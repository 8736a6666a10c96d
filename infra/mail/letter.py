"""A mail as people read it: the same words as text and as HTML, in one letter or in several.

The HTML loads nothing and tells nobody that it was opened: no image, no font, no foreign address.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

Language = Literal["en", "zh-CN"]

_INK, _QUIET, _GREEN, _PAPER, _LINE = "#1c2b2a", "#566360", "#17635c", "#fffefb", "#e6e3da"
_FONT = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True)
class Button:
    """A link as something to press. Its address stands in the text, too."""

    label: str
    address: str


@dataclass(frozen=True)
class Letter:
    """What is said in one language."""

    language: Language
    subject: str
    paragraphs: Sequence[str]
    buttons: Sequence[Button] = ()
    small: str = ""
    """Under the buttons: what to do if one did not ask for this."""


@dataclass(frozen=True)
class Mail:
    """One mail to one address."""

    to: str
    subject: str
    text: str
    html: str


def mail_of(to: str, letters: Sequence[Letter]) -> Mail:
    """The letters as one mail, in the order that is given."""
    return Mail(
        to=to,
        subject=" · ".join(_in_one_line(each.subject) for each in letters),
        text="\n\n———\n\n".join(_as_text(each) for each in letters) + "\n",
        html=_page(letters),
    )


def _as_text(letter: Letter) -> str:
    buttons = [f"{each.label}:\n{each.address}" for each in letter.buttons]
    said = [*map(_in_one_line, letter.paragraphs), *buttons, _in_one_line(letter.small)]
    return "\n\n".join(part for part in said if part)


def _page(letters: Sequence[Letter]) -> str:
    rule = f'<hr style="border:0;border-top:1px solid {_LINE};margin:32px 0">'
    return (
        f'<!doctype html><html lang="{letters[0].language}"><head><meta charset="utf-8">'
        f"<title>{escape(_in_one_line(letters[0].subject))}</title></head>"
        f'<body style="margin:0;padding:24px;background:{_PAPER};color:{_INK};'
        f'font:16px/1.6 {_FONT}"><div style="max-width:480px;margin:0 auto">'
        f'<p style="font-weight:600;color:{_GREEN};margin:0 0 24px">Tanlu 谈录</p>'
        f"{rule.join(_as_html(each) for each in letters)}</div></body></html>\n"
    )


def _as_html(letter: Letter) -> str:
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in letter.paragraphs)
    buttons = "".join(
        f'<p><a href="{escape(each.address)}" style="display:inline-block;padding:10px 20px;'
        f'background:{_GREEN};color:#fff;border-radius:10px;text-decoration:none">'
        f"{escape(each.label)}</a></p>"
        for each in letter.buttons
    )
    small = f'<p style="font-size:14px;color:{_QUIET}">{escape(letter.small)}</p>'
    return (
        f'<div lang="{letter.language}">{paragraphs}{buttons}{small if letter.small else ""}</div>'
    )


def _in_one_line(text: str) -> str:
    """A name could hold what ends a line, and a line that follows could pass for ours."""
    return re.sub(r"\s+", " ", text).strip()
