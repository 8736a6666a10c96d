"""The last act: the manager's scorecard, and where each of its numbers comes from."""

import time
from typing import Any

from rich.table import Table

from demo.stage import Stage, must

SCORECARD = """
query ($manager: ID!, $on: Date!) {
  scorecards(first: 5, filter: {managerId: $manager, on: $on, grain: MONTH}) {
    nodes {
      grain periodStart periodEnd formulaVersion coverage talksRequired talksHeldAndRecorded
      followThrough commitmentsDue commitmentsKept
      sources { indicator favourable sourceId conversation { id kind state heldAt } }
    }
  }
}
"""
PATIENCE = 60.0


def show_scorecard(stage: Stage) -> None:
    """Stored equals recomputed, and each number is as many rows as it says."""
    with stage.step("The manager's scorecard is computed from what happened") as counts:
        stored = _when_counted(stage)
        again = stage.manager.client.do(
            "recomputeScorecard",
            "scorecard { coverage followThrough talksRequired commitmentsKept }",
            managerId=stage.manager.id,
            grain="MONTH",
            day=stage.promised_on.isoformat(),
        )["scorecard"]
        must("recomputed", again, {name: stored[name] for name in again})
        counts.append("recomputed and stored are the same")
    _draw(stage, stored)


def _when_counted(stage: Stage) -> dict[str, Any]:
    """The worker refreshes it after each talk; until then it shows what was before."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        asked = {"manager": stage.manager.id, "on": stage.promised_on.isoformat()}
        found = stage.manager.client.ask(SCORECARD, **asked)["scorecards"]["nodes"]
        if found and found[0]["commitmentsKept"] >= 1:
            card: dict[str, Any] = found[0]
            return card
        time.sleep(0.5)
    must("scorecards that count the kept promise", 0, 1)
    return {}


def _draw(stage: Stage, card: dict[str, Any]) -> None:
    table = Table(title=f"{stage.manager.name}, {card['periodStart']} to {card['periodEnd']}")
    for column in ("indicator", "value", "comes from"):
        table.add_column(column)
    rows = {
        "coverage": ("coverage", "talksHeldAndRecorded", "talksRequired"),
        "follow-through": ("followThrough", "commitmentsKept", "commitmentsDue"),
    }
    for name, (value, part, whole) in rows.items():
        shown = "–" if card[value] is None else f"{card[value]:.0%}"
        table.add_row(name, shown, f"{card[part]} of {card[whole]}")
    for source in card["sources"]:
        mark = "counts for" if source["favourable"] else "counts against"
        table.add_row(f"  {source['indicator'].lower()}", mark, source["sourceId"])
    stage.console.print(table)
