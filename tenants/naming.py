"""What a company may be called."""

import re

from domain import typed
from domain.errors import Invalid

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_NAME = 200


def checked_slug(slug: str) -> str:
    """The name in addresses. Raises Invalid."""
    if not _SLUG.fullmatch(slug):
        raise Invalid(
            f"{slug!r} cannot be a company's short name: use 1 to 63 small letters a–z, digits"
            " and hyphens, with a letter or digit at both ends",
            zh=f"{slug!r} 不能作为企业标识：请使用 1 到 63 个小写字母 a–z、数字或连字符，"
            "且首尾须为字母或数字",
            field="slug",
        )
    return slug


def checked_name(name: str) -> str:
    """The name that people read. Raises Invalid."""
    return typed.name(name, "name", most=_LONGEST_NAME)
