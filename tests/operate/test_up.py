"""`./tanlu up` as people start it: a process of its own, on a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.embedded import Embedded, free_port
from infra.settings import ROOT

ENVIRONMENT = {name: value for name, value in os.environ.items() if "TANLU" not in name}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up") / "home"


@contextmanager
def up(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(ROOT / "cli.py"), "up", "--data", str(home)]
    with subprocess.Popen(
        [*command, "--port", str(port)],
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        # A test that would wait for ever fails instead: reading ends with the process.
        watchdog = threading.Timer(90, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.terminate()


def until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if words in line:
            return told
    pytest.fail(f"It never said {words!r}, but:\n{told}")


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


def test_runs_says_so_and_stops_all_at_ctrl_c(home: Path) -> None:
    port = free_port()
    with up(home, port) as first:
        until(first, f"Tanlu runs at http://127.0.0.1:{port}")
        assert processes_of(home) != {}
        second, status = said(home, free_port())
        assert second.startswith(
            f"Tanlu already runs at http://127.0.0.1:{port} (process {first.pid}, since "
        )
        assert (second.count("/sign-in/"), status) == (5, 0)
        first.send_signal(signal.SIGINT)
        until(first, "Stopped.")
    assert (first.returncode, none_left(home)) == (0, True)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_stops_all_when_it_is_told_to(home: Path, end: signal.Signals) -> None:
    with up(home, free_port()) as process:
        until(process, "Tanlu runs at")
        process.send_signal(end)
        until(process, "Stopped.")
    assert (process.returncode, none_left(home)) == (0, True)


def test_kill_9_leaves_nothing_behind_and_the_next_start_works(home: Path) -> None:
    with up(home, free_port()) as process:
        until(process, "Tanlu runs at")
        process.kill()
        # At once: what the last one left is still on its way to stop.
        with up(home, free_port()) as following:
            until(following, "Tanlu runs at")
    assert none_left(home)


def test_starts_postgresql_again_when_it_is_killed(home: Path) -> None:
    with up(home, free_port()) as process:
        until(process, "Tanlu runs at")
        server = (home / "postgres" / "pgdata" / "postmaster.pid").read_text().split()[0]
        os.kill(int(server), signal.SIGKILL)
        told = until(process, "postgres runs again")
        assert "postgres ended with status -9; starting it again in 1 s" in told
        assert Embedded.running_in(home / "postgres") is not None


def test_starts_one_of_ours_again_when_it_is_killed(home: Path) -> None:
    with up(home, port := free_port()) as process:
        until(process, "Tanlu runs at")
        [api] = [number for number, words in processes_of(home).items() if "api.app" in words]
        os.kill(api, signal.SIGKILL)
        told = until(process, "api runs again")
        assert "api ended with status -9; starting it again in 1 s" in told
        assert answers(port)


def test_a_link_signs_in(home: Path) -> None:
    with up(home, port := free_port()) as process:
        told = until(process, "Tanlu runs at").splitlines()
        [link] = [line.split()[-1] for line in told if "Mei Lin, Team lead" in line]
        assert link.startswith(f"http://127.0.0.1:{port}/sign-in/")
        with urllib.request.urlopen(link, timeout=10) as page:
            assert page.status == 200


def test_a_token_for_the_operator_api(home: Path) -> None:
    with up(home, port := free_port()) as process:
        until(process, "Tanlu runs at")
        token = (home / "operator-token").read_text().strip()
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/operator/tenants",
            headers={"Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(asked, timeout=10) as response:
            companies = json.load(response)["tenants"]
    assert [company["slug"] for company in companies] == ["demo"]


def test_a_busy_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told, status = said(tmp_path, port)
    reason = "(Address already in use); choose another with --port."
    assert (told, status) == (f"Cannot serve on port {port} of 127.0.0.1 {reason}\n", 1)


def test_secrets_are_for_their_owner_alone(home: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in home.iterdir() if path.is_file()}
    assert (modes["secret-key"], modes["operator-token"]) == (0o600, 0o600)


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
