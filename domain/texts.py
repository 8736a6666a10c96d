"""Sentences that Tanlu writes itself and people read: kept in both languages."""

from typing import Any


def both(en: str, zh: str) -> dict[str, Any]:
    """A text for a JSONB column; the reader's language is chosen when it is read."""
    return {"en": en, "zh-CN": zh}
