"""What people say in words of their own."""

from domain import typed
from domain.errors import Invalid


def worded(value: str, field: str, *, most: int = 4000) -> str:
    """Text of any number of lines that says something. Raises Invalid."""
    text = typed.paragraphs(value, field, most=most)
    if not text:
        raise Invalid("Say it in words: this is empty", zh="内容不能为空", field=field)
    return text
