"""Worker and relay killed while events are told to others: nothing is lost, ids stay the same."""

import argparse
import asyncio

import pytest

from bench.crew import Crew, a_crew, until
from bench.jobs_left import jobs_left
from bench.listening_company import a_company
from bench.side_by_side import Report
from bench.webhook_kills import compared, nothing_is_lost, tell
from bench.webhooks import listening

SOON = 90
EVENTS = 800


@pytest.fixture
def told() -> argparse.Namespace:
    return argparse.Namespace(events=EVENTS, kill_every=0.2)


@pytest.mark.usefixtures("stage")
async def test_nothing_is_lost_among_kills(told: argparse.Namespace) -> None:
    report = Report("webhooks", "")
    with a_crew() as crew:
        async with listening(crew) as url:
            place = await a_company(url, 1, endpoints=1)
            for name in ("relay", "worker"):
                crew.start(name)
            await nothing_is_lost(report, crew, place, url, told)
    wrong = {name: report.figures[name] for name in ("lost", "unknown", "differing")}
    assert wrong == {"lost": 0, "unknown": 0, "differing": 0}
    assert report.figures["events"] == EVENTS
    assert report.figures["dead letters"] == 0
    assert report.figures["kills"] >= 2


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize("point", ["before-send", "after-send"])
async def test_a_worker_killed_around_a_post(point: str) -> None:
    with a_crew() as crew:
        async with listening(crew) as url:
            place = await a_company(url, 2 if point == "before-send" else 3, endpoints=1)
            crew.start("relay")
            crew.start("worker", fault=point)
            await tell(place, 5)
            assert await until(lambda: _ended(crew), SOON)
            crew.start("worker")
            assert await until(_nothing_left, SOON)
            found = await compared(place, url)
    assert (found["events"], found["lost"], found["unknown"], found["differing"]) == (5, 0, 0, 0)
    assert found["twice with the same id"] == (5 if point == "after-send" else 0)


async def _ended(crew: Crew) -> bool:
    await asyncio.sleep(0)
    return crew.ended("worker")


async def _nothing_left() -> bool:
    return await jobs_left() == 0
