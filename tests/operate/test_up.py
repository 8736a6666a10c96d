"""`./tanlu up`: what it tells, what it keeps running, and how it ends."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.ports import free_port
from operate.home import Home
from tests.starting import ENVIRONMENT, until, up


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up") / "home"


def said(home: Path, port: int) -> tuple[str, int]:
    with up(home, port) as process:
        told, _ = process.communicate()
        return told, process.returncode


def processes_of(home: Path) -> dict[int, str]:
    """Whatever names the folder on its command line, or keeps a file open in it."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_text().replace("\0", " ")
            open_files = [str(file.readlink()) for file in (process / "fd").iterdir()]
        except OSError:
            continue
        if str(home) in words or any(file.startswith(str(home)) for file in open_files):
            found[int(process.name)] = words
    return found


def none_left(home: Path) -> bool:
    deadline = time.monotonic() + 20
    while processes_of(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    return processes_of(home) == {}


def answers(port: int) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
                return bool(response.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    home: Path
    port: int
    told: list[str]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home, port = tmp_path_factory.mktemp("running") / "home", free_port()
    with up(home, port) as process:
        told = until(process, f"Tanlu runs at http://127.0.0.1:{port} and Ctrl-C stops it.")
        yield Running(process, home, port, told.splitlines())


def test_shows_its_progress_and_where_mail_lies(running: Running) -> None:
    steps, mail = running.told[:4], running.told[-2]
    assert [line.split()[1] for line in steps] == ["PostgreSQL", "tables", "console", "processes"]
    assert len(running.told) == 6
    page = f"http://127.0.0.1:{running.port}/operator/mail"
    assert mail == f"Mail lies in {running.home}/mail, and at {page}."


def test_a_token_for_the_operator_api(running: Running) -> None:
    token = (running.home / "operator-token").read_text().strip()
    address = f"http://127.0.0.1:{running.port}/operator/tenants"
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=10) as response:
        assert json.load(response)["tenants"] == []


def environment_of(running: Running, words: str) -> str:
    """Of the process that was started for it, as the system keeps it."""
    found = processes_of(running.home).items()
    (number,) = [
        number
        for number, command in found
        if words in command and (words == "schedule" or "schedule" not in command)
        if "launch.py" not in command and "alone" not in command
    ]
    return Path(f"/proc/{number}/environ").read_text()


@pytest.mark.parametrize(
    ("words", "addresses", "keys"),
    [
        ("api.app", {"APP"}, True),
        ("worker.py", {"APP", "RELAY"}, True),
        ("relay.py", {"RELAY"}, False),
        ("schedule", {"RELAY"}, False),
        ("provisioner.py", {"OWNER", "APP", "RELAY"}, False),
    ],
)
def test_a_process_is_given_what_it_needs(
    running: Running, words: str, addresses: set[str], keys: bool
) -> None:
    told = environment_of(running, words)
    variables = dict(line.split("=", 1) for line in told.split("\0") if "=" in line)
    named = {"OWNER": "", "APP": "APP_", "RELAY": "RELAY_"}
    given = {who for who, of in named.items() if variables[f"TANLU_{of}DATABASE_URL"]}
    assert (given, bool(variables["TANLU_SECRET_KEY"])) == (addresses, keys)
    owners = (running.home / "postgres" / "password").read_text().strip()
    ours = (running.home / "secret-key").read_text().strip()
    assert (owners in told, ours in told) == ("OWNER" in addresses, keys)


def test_a_company_is_made_over_http_without_the_owner(running: Running) -> None:
    token = (running.home / "operator-token").read_text().strip()
    admin = {"name": "Gloria", "email": "gloria@globex.test"}
    made = urllib.request.Request(
        f"http://127.0.0.1:{running.port}/operator/tenants",
        data=json.dumps({"slug": "globex", "name": "Globex", "admin": admin}).encode(),
        headers={"Authorization": f"Bearer {token}"},
    )
    with urllib.request.urlopen(made, timeout=20) as response:
        assert (response.status, json.load(response)["tenant"]["state"]) == (201, "ACTIVE")


def test_the_data_folder_is_for_its_owner_alone(running: Running) -> None:
    """Whatever is in it; PostgreSQL looks after its own."""
    opened = {path for path in [running.home, *files_of(running.home)] if open_to_others(path)}
    assert opened == set()


def files_of(home: Path) -> Iterator[Path]:
    inside = home / "postgres" / "pgdata"
    yield from (path for path in home.rglob("*") if inside not in path.parents)


def open_to_others(path: Path) -> bool:
    return bool(path.lstat().st_mode & 0o077)


def test_a_folder_that_was_open_is_closed_at_the_next_start(tmp_path: Path) -> None:
    for name in ("logs/api.log", "logs/api.log.1", "graphiql/page.js", "running.json"):
        (tmp_path / name).parent.mkdir(mode=0o755, exist_ok=True)
        (tmp_path / name).touch(mode=0o644)
    tmp_path.chmod(0o755)
    home = Home.at(tmp_path)
    assert {path for path in [home.folder, *files_of(tmp_path)] if open_to_others(path)} == set()


def test_a_second_one_says_what_runs(running: Running) -> None:
    told, status = said(running.home, free_port())
    assert told.startswith(
        f"Tanlu already runs at http://127.0.0.1:{running.port}"
        f" (process {running.process.pid}, since "
    )
    assert status == 0


@pytest.mark.parametrize(
    ("name", "words"), [("api", "api.app"), ("relay", "relay.py"), ("postgres", "pgdata")]
)
def test_starts_again_what_was_killed(running: Running, name: str, words: str) -> None:
    found = processes_of(running.home).items()
    [number, *_] = [number for number, command in found if words in command]
    os.kill(number, signal.SIGKILL)
    told = until(running.process, f"{name} runs again")
    # Soon, and sooner if it had run for a while.
    assert re.search(f"{name} ended with status -9; starting it again in [01] s", told)
    assert answers(running.port)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_stops_all_when_it_is_told_to(home: Path, end: signal.Signals) -> None:
    with up(home, free_port()) as process:
        until(process, "Tanlu runs at")
        process.send_signal(end)
        until(process, "Stopped.")
    assert (process.returncode, none_left(home)) == (0, True)


def test_as_many_processes_as_the_settings_say(home: Path) -> None:
    port, more = free_port(), {"TANLU_API_PROCESSES": "2", "TANLU_WORKER_PROCESSES": "2"}
    with up(home, port, **more) as process:
        until(process, "Tanlu runs at")
        assert answers(port)
        found = processes_of(home).values()
        workers = [words for words in found if "worker.py" in words and "launch.py" not in words]
        assert len([words for words in workers if "schedule" not in words]) == 2
        assert len([words for words in found if "multiprocessing.spawn" in words]) == 2
        process.send_signal(signal.SIGTERM)
        until(process, "Stopped.")
    assert none_left(home)
    assert (home / "logs" / "worker-2.log").is_file()


def test_kill_9_leaves_nothing_behind_and_the_next_start_works(home: Path) -> None:
    with up(home, free_port()) as process:
        until(process, "Tanlu runs at")
        process.kill()
        # At once: what the last one left is still on its way to stop.
        with up(home, free_port()) as following:
            until(following, "Tanlu runs at")
    assert none_left(home)


def test_a_busy_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told, status = said(tmp_path, port)
    reason = "(Address already in use); choose another with --port."
    assert (told, status) == (f"Cannot serve on port {port} of 127.0.0.1 {reason}\n", 1)


def test_a_lost_key(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    told, status = said(tmp_path, free_port())
    assert told.startswith(f"{tmp_path} is damaged: its file `secret-key` is gone, without which")
    assert (told.count("\n"), status) == (1, 1)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told, status = said(tmp_path / "file", free_port())
    assert (told, status) == (
        f"{tmp_path / 'file'} cannot be used (File exists: {tmp_path / 'file'}).\n",
        1,
    )


def test_a_setting_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "TANLU_POOL_SIZE", "many")
    told, status = said(tmp_path, free_port())
    assert told.startswith("The setting TANLU_POOL_SIZE cannot be used: Input should be a valid")
    assert (told.count("\n"), status) == (1, 1)


def test_a_server_of_yours_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENVIRONMENT, "TANLU_DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c")
    monkeypatch.setitem(ENVIRONMENT, "TANLU_SECRET_KEY", "kept elsewhere")
    told, status = said(tmp_path, free_port())
    assert told.startswith("PostgreSQL does not let us in (")
    assert (told.count("\n"), status) == (1, 1)
