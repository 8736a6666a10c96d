"""Worker and relay killed at labelled points, again and again, and the count of what remains."""

from collections import Counter
from uuid import UUID

from bench.crew import Crew, until
from bench.jobs_left import jobs_left
from bench.plays import effects, play
from bench.side_by_side import Report, with_progress
from infra.database import Place
from infra.trouble import Trouble
from tenants.dead_letters import dead_letters

POINTS = (
    ("worker", "after-claim"),
    ("worker", "before-effect"),
    ("worker", "after-effect"),
    ("worker", "after-commit"),
    ("worker", "enqueue"),
    ("relay", "handed-over"),
)
_PATIENCE = 120.0
_AT_A_TIME = 6


async def kill_again_and_again(report: Report, kills: int, crew: Crew, place: Place) -> None:
    """Each kill hits a process that works; the next one of its kind takes over."""
    before = Counter(await effects(place))
    expected: set[UUID] = set()
    for number in with_progress(range(kills), "kills", kills):
        name, point = POINTS[number % len(POINTS)]
        expected |= await _one_kill(crew, place, name, f"{point}:{number % 5 + 1}")
    for name in ("worker", "relay"):
        _restart(crew, name)
    if not await until(_all_done, _PATIENCE):
        raise Trouble(f"After {_PATIENCE:.0f} s {await jobs_left()} jobs are left")
    found = Counter(await effects(place)) - before
    report.figures |= {
        "kills": kills,
        "effects": found.total(),
        "dead letters": len(await dead_letters()),
        "lost": len(expected - set(found)),
        "twice": sum(times > 1 for times in found.values()),
    }


async def _one_kill(crew: Crew, place: Place, name: str, fault: str) -> set[UUID]:
    other = "relay" if name == "worker" else "worker"
    if other not in crew.running or crew.ended(other):
        _restart(crew, other)
    _restart(crew, name, fault)
    expected = await play(place, _AT_A_TIME)

    async def died() -> bool:
        return crew.ended(name)

    if not await until(died, _PATIENCE):
        raise Trouble(f"The {name} never came to {fault}; {await jobs_left()} jobs are left")
    _restart(crew, name)
    return expected


def _restart(crew: Crew, name: str, fault: str = "") -> None:
    if name in crew.running:
        crew.kill(name)
    crew.start(name, fault=fault)


async def _all_done() -> bool:
    return await jobs_left() == 0
