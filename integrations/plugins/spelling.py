"""How the values of a manifest are spelled. The patterns mean the same in JSON Schema."""

from typing import Annotated

from pydantic import StringConstraints

Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Said = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=160)]
Prose = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$", max_length=4000)]
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
