"""A week that nobody reported is a gap in the line, neither nought nor left out."""

import json
import subprocess

from operate.console import WEB, node

ASK = """
import { weeksOf } from "./src/signals/weeks.ts";
const point = (periodStart, value) => ({ periodStart, value });
const points = [point("2026-03-23", 4), point("2026-03-30", 0), point("2026-04-13", 2)];
console.log(JSON.stringify([weeksOf(points), weeksOf([]), weeksOf(points.slice(2))]));
"""


def test_gaps_are_gaps() -> None:
    command = [node(), "--input-type=module", "--eval", ASK]
    said = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=True).stdout
    several, none, one = json.loads(said)
    assert [(week["start"], week["value"]) for week in several] == [
        ("2026-03-23", 4),
        ("2026-03-30", 0),
        ("2026-04-06", None),
        ("2026-04-13", 2),
    ]
    assert none == []
    assert one == [{"start": "2026-04-13", "value": 2}]
