"""A week that nobody reported is a gap in the line, neither nought nor left out."""

import json
import subprocess

from operate.console import WEB, node

ASK = """
import { weeksOf } from "./src/signals/weeks.ts";
const point = (periodStart, value) => ({ periodStart, value });
const points = [point("2026-03-23", 4), point("2026-03-30", 0), point("2026-04-13", 2)];
const old = [point("2016-05-16", 9), point("2026-04-06", 1), point("2026-04-13", 2)];
const asked = [points, [], points.slice(2), old];
console.log(JSON.stringify(asked.map(weeksOf)));
"""


def test_gaps_are_gaps() -> None:
    command = [node(), "--input-type=module", "--eval", ASK]
    said = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=True).stdout
    several, none, one, half_a_year = json.loads(said)
    assert [(week["start"], week["value"]) for week in several] == [
        ("2026-03-23", 4),
        ("2026-03-30", 0),
        ("2026-04-06", None),
        ("2026-04-13", 2),
    ]
    assert none == []
    assert one == [{"start": "2026-04-13", "value": 2}]
    assert (len(half_a_year), half_a_year[0]) == (26, {"start": "2025-10-20", "value": None})
    assert [week["value"] for week in half_a_year[-2:]] == [1, 2]
