"""What people type into a field: taken in if it can be stored, told, seen and counted.

The only place that says what a name, an address, a line and a paragraph may hold; which letters
are kept, `letters` says.
"""

import math
import re
import unicodedata

from domain.errors import Invalid
from domain.letters import as_address, narrow, says_something, visible

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_LONGEST_EMAIL = 254
_NEW_LINES = re.compile("\r\n|[\r\x85\u2028\u2029]")


def line(value: str, field: str, *, most: int = 200) -> str:
    """One line of text that says something, without the spaces around it. Raises Invalid."""
    kept = _storable(value, field, most).strip()
    if not says_something(kept):
        raise Invalid("Write something here", zh="此处不能为空", field=field)
    if _holds(kept, "Cc", "Zl", "Zp"):
        raise Invalid("Keep this to one line of text", zh="请只写一行文字", field=field)
    return kept


def name(value: str, field: str, *, most: int = 200) -> str:
    """What somebody or something is called: a line, its letters narrow, its spaces single.

    Two names that look the same are the same. Raises Invalid.
    """
    return " ".join(narrow(line(value, field, most=most)).split())


def address(value: str, field: str) -> str:
    """An e-mail address in lower case, as it can be written to. Raises Invalid."""
    kept = as_address(line(value, field, most=_LONGEST_EMAIL))
    if not _EMAIL.fullmatch(kept) or not _is_domain(kept.rpartition("@")[2]):
        raise Invalid("This is not an e-mail address", zh="这不是有效的邮箱地址", field=field)
    return kept


def paragraphs(value: str, field: str, *, most: int = 4000) -> str:
    """Text of any number of lines, or none. Raises Invalid."""
    kept = _NEW_LINES.sub("\n", _storable(value, field, most)).strip()
    if kept and not says_something(kept):
        return ""
    if _holds(kept.replace("\n", "").replace("\t", ""), "Cc"):
        raise _no_text(field)
    return kept


def number(value: float, field: str) -> float:
    """A number one can count with: not NaN, not infinite, not absurd. Raises Invalid."""
    if not math.isfinite(value):
        raise Invalid("Give a number", zh="请填写一个数字", field=field)
    if abs(value) > 1e15:  # noqa: PLR2004 - whole numbers are exact well beyond it
        raise Invalid("The number is too large", zh="数字过大", field=field)
    return value


def _storable(value: str, field: str, most: int) -> str:
    kept = visible(value)
    if len(kept) > most:
        raise Invalid(
            f"Keep this to {most} characters", zh=f"请不要超过 {most} 个字符", field=field
        )
    # PostgreSQL stores neither; both arrive only from programs.
    if "\0" in kept or _holds(kept, "Cs"):
        raise _no_text(field)
    return kept


def _no_text(field: str) -> Invalid:
    return Invalid(
        "This contains characters that are not text", zh="包含无法识别的字符", field=field
    )


def _is_domain(value: str) -> bool:
    """Whether the name system could know it: labels of 1 to 63 letters, none of them empty."""
    try:
        return all(value.encode("idna").split(b"."))
    except UnicodeError:
        return False


def _holds(value: str, *categories: str) -> bool:
    """Whether there is a letter of these categories of Unicode, none of which is printable."""
    return not value.isprintable() and any(
        unicodedata.category(letter) in categories for letter in value
    )
