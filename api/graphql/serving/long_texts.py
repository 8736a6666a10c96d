"""Texts that are sent as values and take long to read: documents of webhooks, manifests."""

import math
from collections.abc import Callable, Hashable
from typing import TypeVar

from api.graphql.planner.kept import off_loop
from api.graphql.serving.budget import budgets

T = TypeVar("T")

LETTERS_A_POINT = 60
"""About twenty tokens, as of a document that asks."""


async def read_beside(payer: Hashable, text: str, reading: Callable[[], T]) -> T:
    """What the reading of the text gives, or raises; made beside the loop, and charged."""
    budgets().fine(payer, math.ceil(len(text) / LETTERS_A_POINT))
    return await off_loop.run(payer, reading)
