"""The same promises with the broker for scaling out, where its server is installed."""

from collections.abc import Iterator

import pytest

from bench.crew import Crew, until
from bench.plays import effects, play
from infra.database import Place
from tenants.dead_letters import dead_letters
from tests.processes.rabbitmq import a_node, installed
from tests.processes.test_kills import all_done, ended

pytestmark = pytest.mark.skipif(not installed(), reason="rabbitmq-server is not installed")
SOON = 90


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_node(tmp_path_factory.mktemp("rabbitmq")) as address:
        yield address


@pytest.fixture
def crew(crew: Crew, node: str) -> Crew:
    crew.environment |= {"TANLU_BROKER": "rabbitmq", "TANLU_RABBITMQ_URL": node}
    return crew


async def test_killed_on_the_way_nothing_is_lost_or_done_twice(acme: Place, crew: Crew) -> None:
    crew.start("relay")
    crew.start("worker", fault="after-effect:3")
    expected = await play(acme, 6)
    assert await until(ended(crew, "worker"), SOON)
    crew.start("worker")
    assert await until(all_done, SOON)
    assert sorted(await effects(acme)) == sorted(expected)
    assert await dead_letters() == []


async def test_a_relay_killed_after_it_published_hands_over_again(acme: Place, crew: Crew) -> None:
    crew.start("worker")
    crew.start("relay", fault="handed-over:2")
    expected = await play(acme, 6)
    assert await until(ended(crew, "relay"), SOON)
    crew.start("relay")
    assert await until(all_done, SOON)
    assert sorted(await effects(acme)) == sorted(expected)


async def test_told_to_stop_a_worker_ends_what_it_began(acme: Place, crew: Crew) -> None:
    crew.start("relay")
    crew.start("worker")
    expected = await play(acme, 6)
    assert await until(all_done, SOON)
    assert crew.stop("worker") == 0
    assert sorted(await effects(acme)) == sorted(expected)
