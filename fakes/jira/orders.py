"""What the control door takes: one form for each deed, all of them JSON or form-encoded."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Nothing(BaseModel):
    """Where the address says it all."""


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")

    site: str = ""
    """A site's name; the first one otherwise. Data Center shares its world."""
    by: str = ""
    """Who does it: an address, a user name, a full name or an id; the admin otherwise."""


class Plain(Order):
    """Nothing more to say."""


class Details(Order):
    """Of an issue; what is not named stays as it is."""

    summary: str | None = None
    status: str | None = None
    resolution: str = "Done"
    assignee: str | None = None
    """Empty for nobody."""
    points: float | None = None
    sprint: int | None = None
    labels: list[str] | None = None
    fix_version: str | None = Field(None, alias="fixVersion")
    due: date | None = None


class NewIssue(Details):
    project: str
    summary: str
    type: str = "Task"
    description: str = ""
    parent: str = ""
    """The key of what it is a part of."""


class Resolve(Order):
    resolution: str = "Done"


class Reassign(Order):
    to: str = ""


class Say(Order):
    body: str


class NewSprint(Order):
    board: int
    name: str
    goal: str = ""


class NewVersion(Order):
    project: str
    name: str
    planned: date | None = None


class NewStatus(Order):
    name: str
    category: Literal["new", "indeterminate", "done"]
    id: int | None = None


class AnotherStatus(Order):
    """What is not named stays as it is."""

    called: str | None = None
    category: Literal["new", "indeterminate", "done"] | None = None


class Language(Order):
    language: str


class AnotherPerson(Order):
    email: str | None = None
    time_zone: str | None = Field(None, alias="timeZone")
    active: bool | None = None


class NewPerson(Order):
    name: str
    email: str
    shows_email: bool = Field(default=True, alias="showsEmail")
    active: bool = True


class Expiry(BaseModel):
    """How Cloud answers whoever comes with a token that has ended."""

    public: list[str] = []
    """The keys of projects that everybody may see."""
    said: bool = True
    """Whether a header says that they were let in as nobody."""


class Circles(BaseModel):
    """So many pages that say that they come next themselves."""

    times: int = Field(1, ge=0)


class Trouble(BaseModel):
    """For the next so many deliveries."""

    kind: Literal["duplicate", "lose", "hold"]
    times: int = Field(1, ge=1)


class Budget(BaseModel):
    limit: int | None = None
    spent: int | None = None
