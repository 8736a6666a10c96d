"""One Jira at one address: a Cloud site or a Data Center, and what its answers look like."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from fakes.jira.vocabulary import Words
from fakes.jira.world import World

CLOUD, SERVER = "Cloud", "Server"


@dataclass(frozen=True)
class Site:
    id: str
    """The cloudid. A Data Center has one here too, and never tells it."""
    name: str
    path: str
    """Where it is below the fakes' address; the first site is at the root."""
    deployment: str
    world: World

    @property
    def is_cloud(self) -> bool:
        return self.deployment == CLOUD


@dataclass(frozen=True)
class Frame:
    """What an answer's form depends on: the asker's address of the site, and the version."""

    base: str
    is_cloud: bool
    version: str
    """2, or 3, which writes texts as documents."""
    words: Words = field(default_factory=Words)

    def api(self, path: str) -> str:
        return f"{self.base}/rest/api/{self.version}/{path}"

    def agile(self, path: str) -> str:
        return f"{self.base}/rest/agile/1.0/{path}"


def stamp(moment: datetime | None) -> str | None:
    """As Jira writes moments: milliseconds, and an offset without a colon."""
    if moment is None:
        return None
    at = moment.astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}+0000"
