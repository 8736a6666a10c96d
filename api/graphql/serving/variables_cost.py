"""What the values of an operation's variables cost: each is checked, and each row is work."""

import math
from collections.abc import Mapping
from typing import Any

FREE = 100
"""Values that anybody may send for nothing."""
VALUES_A_POINT = 10
FIELDS = 30
"""Of one object, that are free."""
_HOLDING = (dict, list)


def points_of_values(variables: Mapping[str, Any]) -> int:
    """A point for each object in a list, and one for ten values beyond the first hundred."""
    values = rows = 0
    waiting: list[Any] = [variables]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            values += max(len(each) - FIELDS, 0)
            waiting.extend(inner for inner in each.values() if isinstance(inner, _HOLDING))
        elif isinstance(each, list):
            values += len(each)
            rows += sum(isinstance(inner, dict) for inner in each)
            waiting.extend(inner for inner in each if isinstance(inner, _HOLDING))
    return rows + math.ceil(max(values - FREE, 0) / VALUES_A_POINT)
