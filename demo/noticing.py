"""The second act: the falls are noticed, once each, and somebody is told why."""

import time
from collections import Counter
from typing import Any

from demo.arriving import METRIC
from demo.stage import Player, Stage, must, several

PATIENCE = 300.0
CALM = 3.0
"""Seconds without a change after which nothing more is expected."""

NUDGES = """
query ($after: String) {
  nudges(first: 100, after: $after) {
    nodes {
      id why what dueOn state
      touchpoint { id kind state subject { id name } firing { evidence lastPeriod weeks } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def notice_falls(stage: Stage) -> None:
    """Every manager concerned looks at their nudges: one for each fall, and no more."""
    wanted = Counter(fall.person for fall in stage.falls)
    with stage.step("Each fall of three weeks nudges once") as counts:
        managers = [stage.invite(name) for name in {stage.manager_of[name] for name in wanted}]
        must("nudges by employee", _settled(managers, wanted.total()), wanted)
        counts.append(f"{several(wanted.total(), 'nudge')}, as the demo's own count has it")
    with stage.step("The last one says who, why and by when") as counts:
        nudge = last_nudge(stage)
        counts.append(f"{nudge['why']} — by {nudge['dueOn']}")


def last_nudge(stage: Stage) -> dict[str, Any]:
    """The nudge about the last fall, as the employee's manager sees it."""
    about = [each for each in _about_falls(stage.manager) if _is_about(each, stage)]
    must("nudges about the last fall", len(about), 1)
    return about[0]


def _is_about(nudge: dict[str, Any], stage: Stage) -> bool:
    touchpoint = nudge["touchpoint"]
    ended = touchpoint["firing"]["lastPeriod"]
    return bool(
        touchpoint["subject"]["name"] == stage.employee.name
        # A fall that goes on after its third week is told of as a longer one.
        and ended >= stage.last_fall.ended.isoformat()
    )


def _settled(managers: list[Player], wanted: int) -> Counter[str]:
    """Whom the nudges are about, when they are as many as wanted and no more arrive."""
    ends = time.monotonic() + PATIENCE
    found = _count(managers)
    while found.total() < wanted and time.monotonic() < ends:
        time.sleep(0.5)
        found = _count(managers)
    time.sleep(CALM)
    return _count(managers)


def _count(managers: list[Player]) -> Counter[str]:
    return Counter(
        nudge["touchpoint"]["subject"]["name"]
        for manager in managers
        for nudge in _about_falls(manager)
    )


def _about_falls(manager: Player) -> list[dict[str, Any]]:
    return [
        each
        for each in _nudges(manager)
        if each["touchpoint"]["kind"] == "COACHING"
        and each["touchpoint"]["firing"]["evidence"]["metric"] == METRIC
    ]


def _nudges(manager: Player) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    after = None
    while True:
        page = manager.client.ask(NUDGES, after=after)["nudges"]
        nodes += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes
        after = page["pageInfo"]["endCursor"]
