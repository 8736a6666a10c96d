"""How the values of a manifest are spelled. The patterns mean the same in JSON Schema."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from domain.letters import says_something, visible
from integrations.plugins.flaw import flawed


def _shown_as_it_is(text: str) -> str:
    """Who reads it before they consent reads what it says, in the order it is said."""
    if visible(text) != text or not says_something(text):
        raise flawed(
            "This contains letters that are not shown, or that turn the direction of text",
            "包含不可见字符或改变文字方向的字符",
        )
    return text


Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Said = Annotated[
    str,
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=160),
    AfterValidator(_shown_as_it_is),
]
Prose = Annotated[
    str,
    StringConstraints(pattern=r"^[^\x00]+$", max_length=4000),
    AfterValidator(_shown_as_it_is),
]
Path = Annotated[
    str, StringConstraints(pattern=r"^/([A-Za-z0-9._~-][A-Za-z0-9._~/-]*)?$", max_length=300)
]
Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s\x00-\x1f]+$", max_length=500)]
Origin = Annotated[
    str, StringConstraints(pattern=r"^https?://[^/\s?#@\\\x00-\x1f]+$", max_length=300)
]
Email = Annotated[
    str, StringConstraints(pattern=r"^[^@\s,;<>\x00]+@[^@\s,;<>\x00]+\.[^@\s,;<>\x00]+$")
]
Host = Annotated[
    str, StringConstraints(pattern=r"^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)
]
PluginId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(\.[a-z0-9-]+){2,}$", max_length=100)
]
SemVer = Annotated[
    str,
    StringConstraints(
        pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$",
        max_length=50,
    ),
]
ScopeName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z]+)?:[a-z]+$")]
EventType = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)+$", max_length=80)]
Document = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$", max_length=8000)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166, two letters."""
