"""Started, alive, ready: what is said to whom watches, and when."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import text
from starlette.applications import Starlette

from api import ending, health
from api.health import Standing
from api.loop_lag import LoopLag
from infra.database import owner_engine
from infra.settings import settings
from tenants.provisioning import latest_step
from tests.api.live import served
from tests.tenants.test_rotation import keys


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """As in a process of its own."""
    yield
    health._started.clear()  # noqa: SLF001 - of this process
    ending._told.clear()  # noqa: SLF001 - as above


def standing(**known: object) -> object:
    async def told() -> Standing:
        nothing = {"oldest": None, "newest": None, "silence": None, "key": None}
        return Standing(**nothing | known)

    return told


async def ready(http: httpx2.AsyncClient) -> tuple[int, dict[str, object]]:
    answer = await http.get("/readyz")
    return answer.status_code, answer.json()


async def test_alive_and_ready(http: httpx2.AsyncClient) -> None:
    assert (await http.get("/livez")).text == "alive\n"
    assert await ready(http) == (200, {"ready": True})


async def test_not_ready_without_its_database(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone() -> Standing:
        raise ConnectionRefusedError

    monkeypatch.setattr(health, "_standing", gone)
    assert await ready(http) == (503, {"ready": False, "database": "ConnectionRefusedError"})
    assert (await http.get("/livez")).status_code == 200


async def test_not_ready_while_the_database_dawdles(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow() -> Standing:
        await asyncio.sleep(3)
        return Standing(None, None, None, None)

    monkeypatch.setattr(health, "_standing", slow)
    assert await ready(http) == (503, {"ready": False, "database": "TimeoutError"})


@pytest.mark.parametrize(
    ("oldest", "newest", "told"),
    [(0, 0, None), (-1, 0, None), (0, 1, None), (-2, 0, -2), (0, 2, 2), (-2, 2, -2)],
)
async def test_companies_may_be_one_version_away(
    http: httpx2.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    oldest: int,
    newest: int,
    told: int | None,
) -> None:
    ours = latest_step().number
    found = standing(oldest=ours + oldest, newest=ours + newest)
    monkeypatch.setattr(health, "_standing", found)
    status, answer = await ready(http)
    assert (status, answer.get("schemaVersion")) == (
        (200, None) if told is None else (503, ours + told)
    )


async def test_not_ready_with_a_key_that_opens_nothing(http: httpx2.AsyncClient) -> None:
    """Only a start would refuse it, and this process has long been there."""
    own = settings().secret_key.get_secret_value()
    assert await ready(http) == (200, {"ready": True})
    with keys("another key"):
        assert await ready(http) == (503, {"ready": False, "secretKey": "opens nothing here"})
    with keys("another key", own):
        assert await ready(http) == (200, {"ready": True})


async def test_not_ready_when_the_workers_fell_silent(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one row of a worker that died says; as long as one lives, all is well."""
    heard = (
        "INSERT INTO dramatiq.worker (worker_id, heartbeat_at)"
        " VALUES (gen_random_uuid(), now() - CAST(:ago AS interval))"
    )
    async with owner_engine().begin() as owner:
        await owner.execute(text("DELETE FROM dramatiq.worker"))
        await owner.execute(text(heard), {"ago": _ago(70)})
    status, answer = await ready(http)
    assert status == 503
    assert answer["workersSilentForSeconds"] in range(70, 80)
    with monkeypatch.context() as patched:
        patched.setenv("TANLU_BROKER", "rabbitmq")
        settings.cache_clear()
        assert (await ready(http))[0] == 200
    settings.cache_clear()
    async with owner_engine().begin() as owner:
        await owner.execute(text(heard), {"ago": _ago(5)})
    assert (await ready(http))[0] == 200
    async with owner_engine().begin() as owner:
        await owner.execute(text("DELETE FROM dramatiq.worker"))


def _ago(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


@pytest.mark.parametrize(("free", "status"), [(0.049, 503), (0.05, 200)])
async def test_not_ready_on_a_full_disk(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch, free: float, status: int
) -> None:
    monkeypatch.setattr(health, "free_share", lambda: free)
    assert (await ready(http))[0] == status


def test_the_disk_is_looked_at_before_its_folder_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TANLU_DATA_DIR", str(tmp_path / "not" / "yet"))
    settings.cache_clear()
    free = health.free_share()
    monkeypatch.undo()
    settings.cache_clear()
    assert 0 < free < 1


async def test_started_once_is_started(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(health, "free_share", lambda: 0.0)
        assert (await http.get("/startupz")).status_code == 503
    assert (await http.get("/startupz")).json() == {"ready": True}
    monkeypatch.setattr(health, "free_share", lambda: 0.0)
    assert (await http.get("/startupz")).json() == {"started": True}
    assert (await http.get("/readyz")).status_code == 503


async def test_a_loop_that_is_held_up_is_not_alive(
    http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lag = LoopLag()
    monkeypatch.setattr(health, "lag", lag)
    watching = asyncio.create_task(lag.watch())
    await asyncio.sleep(0.15)
    assert (await http.get("/livez")).status_code == 200
    time.sleep(1.2)  # noqa: ASYNC251 - what must not be done
    await asyncio.sleep(0.05)
    answer = await http.get("/livez")
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert (answer.status_code, answer.json()["alive"]) == (503, False)


async def test_told_to_end_it_serves_on_but_is_not_ready(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANLU_DRAIN_SECONDS", "2")
    settings.cache_clear()
    ended: list[float] = []
    over = asyncio.Event()

    def end(*_: object) -> None:
        ended.append(time.monotonic())
        over.set()

    before = signal.signal(signal.SIGTERM, end)
    try:
        async with served(app) as port, httpx2.AsyncClient() as http:
            at = f"http://127.0.0.1:{port}"
            with ending.end_gently():
                told = time.monotonic()
                os.kill(os.getpid(), signal.SIGTERM)
                answers = [await http.get(f"{at}{path}") for path in ("/readyz", "/livez", "/")]
                assert ended == []
                await asyncio.wait_for(over.wait(), 10)
    finally:
        signal.signal(signal.SIGTERM, before)
        monkeypatch.undo()
        settings.cache_clear()
    assert [answer.status_code for answer in answers] == [503, 200, 200]
    assert answers[0].json() == {"ready": False, "ending": True}
    assert len(ended) == 1
    assert ended[0] - told >= 2


async def test_told_twice_it_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANLU_DRAIN_SECONDS", "60")
    settings.cache_clear()
    ended: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))
    try:
        with ending.end_gently():
            for _ in range(2):
                os.kill(os.getpid(), signal.SIGTERM)
                await asyncio.sleep(0.05)
    finally:
        signal.signal(signal.SIGTERM, before)
        monkeypatch.undo()
        settings.cache_clear()
    assert ended == [signal.SIGTERM]
