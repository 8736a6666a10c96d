"""What goes wrong on purpose: the next so many answers of some address."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, Field


class Fault(BaseModel):
    """Told by whoever drives the fakes; see the control door."""

    kind: Literal["429", "5xx", "slow", "large"]
    times: int = Field(1, ge=1)
    path: str = ""
    """Only addresses that this is a part of."""
    status: int = 503
    retry_after: int | None = 5
    """Seconds; none for an answer without the header, as some gateways give."""
    reason: Literal[
        "",
        "jira-quota-global-based",
        "jira-quota-tenant-based",
        "jira-burst-based",
        "jira-per-issue-on-write",
        "jira-cost-based",
    ] = "jira-burst-based"
    seconds: float = 5.0
    """How slow."""
    over: int = 10
    """How many issues on a page make it too large to be read."""


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.waiting.append(fault)

    def take(self, path: str) -> Fault | None:
        """The oldest that fits, one time less of it."""
        for fault in self.waiting:
            if fault.path in path:
                fault.times -= 1
                if fault.times == 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self.waiting.clear()
