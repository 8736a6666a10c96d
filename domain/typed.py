"""What people type into a field: taken in if it can be stored, told and counted."""

import math
import unicodedata

from domain.errors import Invalid


def line(value: str, field: str, *, most: int = 200) -> str:
    """One line of text that says something, without the spaces around it. Raises Invalid."""
    kept = _storable(value, field, most).strip()
    if not kept:
        raise Invalid("Write something here", zh="此处不能为空", field=field)
    if _holds(kept, "Cc"):
        raise Invalid("Keep this to one line of text", zh="请只写一行文字", field=field)
    return kept


def paragraphs(value: str, field: str, *, most: int = 4000) -> str:
    """Text of any number of lines, or none. Raises Invalid."""
    return _storable(value, field, most).strip()


def number(value: float, field: str) -> float:
    """A number one can count with: not NaN, not infinite, not absurd. Raises Invalid."""
    if not math.isfinite(value):
        raise Invalid("Give a number", zh="请填写一个数字", field=field)
    if abs(value) > 1e15:  # noqa: PLR2004 - whole numbers are exact well beyond it
        raise Invalid("The number is too large", zh="数字过大", field=field)
    return value


def _storable(value: str, field: str, most: int) -> str:
    if len(value) > most:
        raise Invalid(
            f"Keep this to {most} characters", zh=f"请不要超过 {most} 个字符", field=field
        )
    # PostgreSQL stores neither; both arrive only from programs.
    if "\0" in value or _holds(value, "Cs"):
        raise Invalid(
            "This contains characters that are not text", zh="包含无法识别的字符", field=field
        )
    return value


def _holds(value: str, category: str) -> bool:
    """Whether there is a letter of that category of Unicode, none of which is printable."""
    return not value.isprintable() and any(
        unicodedata.category(letter) == category for letter in value
    )
