"""Plans that are kept: together for all fields of an operation, and forgotten together."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from infra.off_loop import OffLoop

if TYPE_CHECKING:
    from api.graphql.planner.plan import Plan

MOST_OPERATIONS = 1_000
MOST_LETTERS = 32 * 2**20
"""Of the statements of all plans together."""

off_loop = OffLoop("planner")
"""Where this process reads documents and plans what they ask for."""


@dataclass(eq=False)
class KeptPlans:
    """The plans of one operation, under one set of rights and one shape of its variables."""

    payer: Hashable = None
    """Who asked for them first, and waits for them in turn with others."""
    grown: Callable[["KeptPlans", int], None] = lambda _plans, _letters: None
    """Told of the letters of each plan that is made."""
    letters: int = 0
    failed: bool = False
    """One of its plans could not be made: whoever tries again pays again."""
    _plans: dict[Hashable, "Plan"] = field(default_factory=dict)
    _places: dict[Hashable, "Plan"] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def at(self, place: Hashable) -> "Plan | None":
        """The plan for a place in the response, if one was noted for it."""
        return self._places.get(place)

    def note(self, place: Hashable, plan: "Plan") -> None:
        self._places[place] = plan

    async def get(self, key: Hashable, make: Callable[[], "Plan"]) -> "Plan":
        """The kept one, or one that is made now; those who come meanwhile wait for it."""
        if plan := self._plans.get(key):
            return plan
        async with self._lock:
            return self._plans.get(key) or await self._made(key, make)

    async def _made(self, key: Hashable, make: Callable[[], "Plan"]) -> "Plan":
        try:
            plan = await off_loop.run(self.payer, make)
        except Exception:
            self.failed = True
            raise
        self._plans[key] = plan
        self.grown(self, len(plan.sql))
        return plan


class PlanMemory:
    """The operations of this process; the one that nobody asked for longest is forgotten first."""

    def __init__(self, operations: int = MOST_OPERATIONS, letters: int = MOST_LETTERS) -> None:
        self._most_operations = operations
        self._most_letters = letters
        self._letters = 0
        self._kept: OrderedDict[Hashable, KeptPlans] = OrderedDict()

    def knows(self, key: Hashable) -> bool:
        """Whether its plans are made, or being made for somebody who has paid for them."""
        return key in self._kept and not self._kept[key].failed

    def of(self, key: Hashable, payer: Hashable) -> KeptPlans:
        """The plans of an operation, kept from now on."""
        found = self._kept.get(key)
        if found is None or found.failed:
            self._forget(key)
            found = self._kept[key] = KeptPlans(payer, partial(self._grown, key))
        self._kept.move_to_end(key)
        if len(self._kept) > self._most_operations:
            self._forget(next(iter(self._kept)))
        return found

    def _grown(self, key: Hashable, plans: KeptPlans, letters: int) -> None:
        if self._kept.get(key) is not plans:
            return
        plans.letters += letters
        self._letters += letters
        while self._letters > self._most_letters and len(self._kept) > 1:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: Hashable) -> None:
        if gone := self._kept.pop(key, None):
            self._letters -= gone.letters


memory = PlanMemory()
"""This process's own."""
