"""Whether a trail is what was written: every entry, no gap, no end cut off, no other history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from infra.database import Place
from tenants.audit.anchors import Anchor
from tenants.audit.chain import hash_of
from tenants.audit.checkpoints import Checkpoint
from tenants.audit.seals import Seal
from tenants.audit.stored_trail import Door, as_company, batches, newest_checkpoint

Row = Mapping[Any, Any]


@dataclass
class Findings:
    """What was looked at, and what is wrong with it, in sentences."""

    entries: int = 0
    first: int = 0
    last: int = 0
    head: str | None = field(default=None, compare=False)
    """The hash of the last one."""
    anchors: int = 0
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What could not be looked at."""

    @property
    def good(self) -> bool:
        return not self.problems


async def verify(
    place: Place,
    anchors: Sequence[Anchor],
    watch: Callable[[int], None] = lambda _: None,
    door: Door = as_company,
) -> Findings:
    """Read the company's whole trail and compare it with itself and with its anchors.

    Args:
        place: whose trail.
        anchors: the heads of it that were kept elsewhere.
        watch: is told how many entries have been looked at.
        door: by which to reach it.
    """
    looking = _Looking(place.tenant_id, {each.seq: each for each in anchors if _counts(each)})
    looking.checkpoint = await newest_checkpoint(place, door)
    async for rows in batches(place, door):
        for row in rows:
            looking.look_at(row)
        watch(looking.findings.entries)
    looking.end()
    looking.say_of_anchors(anchors)
    return looking.findings


class _Looking:
    def __init__(self, tenant_id: UUID, anchors: dict[int, Anchor]) -> None:
        self.findings = Findings(anchors=len(anchors))
        self.checkpoint: Checkpoint | None = None
        self._tenant_id = tenant_id
        self._anchors = anchors
        self._seq = 0
        self._hash: str | None = None
        self._agreed = 0
        self._changed: tuple[int, int] | None = None
        self._rewritten = False

    def look_at(self, row: Row) -> None:
        seq: int = row["seq"]
        if self.findings.entries == 0:
            self._begin(row)
        if seq != self._seq + 1:
            self._say(f"{_range(self._seq + 1, seq - 1)} missing")
        elif row["previous_hash"] != self._hash:
            self._say(f"entry {seq} does not follow from the one before it: one was exchanged")
        self._note_change(seq, changed=hash_of(self._tenant_id, row) != row["hash"])
        self._compare(seq, row["hash"])
        self._seq, self._hash = seq, row["hash"]
        self.findings.entries += 1
        self.findings.last, self.findings.head = seq, row["hash"]

    def end(self) -> None:
        self._tell_change()
        if self.checkpoint and self.findings.entries == 0:
            self._seq = self.checkpoint.last_seq
        beyond = [each for each in self._anchors.values() if each.seq > self._seq]
        if beyond:
            furthest = max(beyond, key=lambda each: each.seq)
            self._say(
                f"the end is cut off: the trail ends with entry {self._seq}, and on"
                f" {furthest.at:%F %H:%M} UTC it had {furthest.seq}"
            )

    def say_of_anchors(self, anchors: Sequence[Anchor]) -> None:
        for each in anchors:
            if each.seal is Seal.BROKEN:
                self._say(f"line {each.line} of the anchors was changed")
        foreign = sum(each.seal is Seal.FOREIGN for each in anchors)
        if foreign:
            self.findings.remarks.append(f"{foreign} anchors were made with another secret key")
        after = self.findings.last - max(self._anchors, default=0)
        if after > 0:
            self.findings.remarks.append(f"the last {after} entries have no anchor yet")

    def _begin(self, row: Row) -> None:
        """At the first entry, or just after what the newest checkpoint says was taken away."""
        self.findings.first = row["seq"]
        gone = self.checkpoint
        if gone is None or row["seq"] == 1:
            return
        self._seq, self._hash = gone.last_seq, gone.last_hash
        if row["seq"] <= gone.last_seq:
            # They go in batches, so some that may be gone can still be there.
            self._seq, self._hash = row["seq"] - 1, row["previous_hash"]

    def _compare(self, seq: int, hash: str) -> None:
        anchor = self._anchors.get(seq)
        if anchor is None or self._rewritten:
            return
        if anchor.hash == hash:
            self._agreed = seq
            return
        self._rewritten = True
        self._say(
            f"{_range(self._agreed + 1, seq)} another history: the head of entry {seq} was"
            f" anchored on {anchor.at:%F %H:%M} UTC with another hash"
        )

    def _note_change(self, seq: int, *, changed: bool) -> None:
        if not changed:
            self._tell_change()
        elif self._changed is None:
            self._changed = (seq, seq)
        else:
            self._changed = (self._changed[0], seq)

    def _tell_change(self) -> None:
        if self._changed is not None:
            self._say(f"{_range(*self._changed)} not what was written here")
            self._changed = None

    def _say(self, problem: str) -> None:
        self.findings.problems.append(problem)


def _counts(anchor: Anchor) -> bool:
    return anchor.seal is Seal.GOOD


def _range(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
