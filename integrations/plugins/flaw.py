"""What is wrong with a manifest, as a validator says it."""

from pydantic_core import PydanticCustomError


def flawed(en: str, zh: str) -> PydanticCustomError:
    """What a validator raises: the sentence in both languages."""
    return PydanticCustomError("said", "{en}", {"en": en, "zh": zh})
