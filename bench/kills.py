"""Worker and relay killed at labelled points, again and again, and the count of what remains."""

from collections import Counter
from uuid import UUID

from sqlalchemy import text

from bench.crew import Crew, until
from bench.plays import effects, play
from bench.side_by_side import Report, with_progress
from infra.database import Place, relay_engine

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
    expected: set[UUID] = set(await effects(place))
    for number in with_progress(range(kills), "kills", kills):
        name, point = POINTS[number % len(POINTS)]
        expected |= await _one_kill(crew, place, name, f"{point}:{number % 5 + 1}")
    for name in ("worker", "relay"):
        _restart(crew, name)
    await until(_all_done, _PATIENCE)
    found = Counter(await effects(place))
    report.figures |= {
        "kills": kills,
        "effects": found.total(),
        "lost": len(expected - set(found)),
        "twice": sum(times > 1 for times in found.values()),
    }


async def _one_kill(crew: Crew, place: Place, name: str, fault: str) -> set[UUID]:
    other = "relay" if name == "worker" else "worker"
    if other not in crew.running or crew.ended(other):
        _restart(crew, other)
    _restart(crew, name, fault)
    expected = set()

    async def died() -> bool:
        expected.update(await play(place, _AT_A_TIME))
        return crew.ended(name)

    await until(died, _PATIENCE)
    _restart(crew, name)
    return expected


def _restart(crew: Crew, name: str, fault: str = "") -> None:
    if name in crew.running:
        crew.kill(name)
    crew.start(name, fault=fault)


async def _all_done() -> bool:
    async with relay_engine().connect() as connection:
        return not await connection.scalar(text("SELECT count(*) FROM platform.pending_jobs"))
