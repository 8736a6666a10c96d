"""What the parts of a manifest have in common."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from integrations.plugins.flaw import flawed
from integrations.plugins.spelling import Prose, Said


class Part(BaseModel):
    """Strict: no unknown keys, no text where a number belongs."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        alias_generator=to_camel,
        use_attribute_docstrings=True,
    )


def distinct(key: Callable[[Any], str]) -> AfterValidator:
    """For a list in which nothing may stand twice, by its key."""

    def check(items: list[Any]) -> list[Any]:
        if twice := [each for each, times in Counter(map(key, items)).items() if times > 1]:
            raise flawed(f"{twice[0]} is named more than once", f"{twice[0]} 重复出现")
        return items

    return AfterValidator(check)


class Line(Part):
    """One line, in both languages."""

    en: Said
    zh: Said = Field(alias="zh-CN")


class Text(Part):
    """Any number of lines, in both languages."""

    en: Prose
    zh: Prose = Field(alias="zh-CN")
