"""The embedded server, and one sentence for each way in which it cannot start."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from infra import server
from infra.embedded import Embedded
from infra.ports import free_port
from infra.postmaster import Postmaster
from infra.programs import launch
from infra.settings import ROOT
from infra.trouble import Trouble

ROOTS = os.geteuid() == 0
NOBODY = 65534
only_root = pytest.mark.skipif(not ROOTS, reason="only root can set up this situation")

DAMAGED = (
    "PostgreSQL cannot start on {{folder}}, which seems damaged ({});"
    " restore it from a backup, or choose another folder with --data."
)
NO_CONTROL = 'but could not open file "{data}/global/pg_control": No such file or directory'
OLDER = (
    "{data} was made by PostgreSQL 15 and this is 18:"
    " choose another folder with --data, or bring its data over with pg_dump."
)

CREATE_AND_START = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from infra.embedded import Embedded
from infra.ports import free_port
from infra.trouble import Trouble
server = Embedded(Path(sys.argv[2]), free_port())
try:
    server.exists() or server.create(durable=False)
    server.start(ends_with_me=True)
except Trouble as trouble:
    sys.exit(f"said: {trouble}")
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Embedded(_open_to_all(tmp_path_factory.mktemp("pattern")) / "server", 0)
    made.create(durable=False)
    return made.folder


@pytest.fixture
def cluster(pattern: Path, tmp_path: Path) -> Iterator[Embedded]:
    """A fresh cluster that nobody has started yet."""
    subprocess.run(["cp", "-a", pattern, _open_to_all(tmp_path) / "server"], check=True)
    copied = Embedded(tmp_path / "server", free_port())
    yield copied
    copied.stop("immediate")


def test_starts_answers_and_stops(cluster: Embedded) -> None:
    cluster.start()
    with psycopg.connect(cluster.url()) as connection:
        shown = connection.execute("show max_locks_per_transaction").fetchone()
    assert (shown, Embedded.running_in(cluster.folder)) == (("256",), cluster)
    cluster.stop()
    assert Embedded.running_in(cluster.folder) is None


def test_a_second_start_says_which_process_already_runs(cluster: Embedded) -> None:
    cluster.start()
    running = Postmaster.of(cluster.data)
    assert running is not None
    assert _trouble(cluster) == (
        f"PostgreSQL already runs on {cluster.data}, as process {running.pid}."
    )


def test_starts_again_after_kill_9(cluster: Embedded) -> None:
    cluster.start()
    _kill(cluster)
    again = Embedded(cluster.folder, free_port())
    again.start()
    assert Embedded.running_in(cluster.folder) == again


def test_starts_when_the_old_process_number_is_now_somebody_elses(cluster: Embedded) -> None:
    cluster.start()
    _kill(cluster)
    left = cluster.data / "postmaster.pid"
    lines = left.read_text().splitlines()
    left.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    cluster.start()
    assert Embedded.running_in(cluster.folder) == cluster


def _remove(name: str) -> Callable[[Embedded], object]:
    return lambda cluster: (cluster.folder / name).unlink()


def _spoil_the_control_file(cluster: Embedded) -> None:
    with (cluster.data / "global" / "pg_control").open("r+b") as control:
        control.seek(40)
        control.write(b"\0" * 8)


def _make_older(cluster: Embedded) -> None:
    (cluster.data / "PG_VERSION").write_text("15\n")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (_remove("pgdata/PG_VERSION"), "{data} is damaged: it is no longer a data folder."),
        (_remove("password"), "{folder} is damaged: its file `password` is gone."),
        (_remove("pgdata/global/pg_control"), DAMAGED.format(NO_CONTROL)),
        (_spoil_the_control_file, DAMAGED.format("incorrect checksum in control file")),
        (_make_older, OLDER),
    ],
)
def test_a_damaged_folder(
    cluster: Embedded, harm: Callable[[Embedded], object], sentence: str
) -> None:
    harm(cluster)
    assert _trouble(cluster) == sentence.format(folder=cluster.folder, data=cluster.data)


def test_too_old_a_server_is_refused(cluster: Embedded, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.start()
    monkeypatch.setattr(server, "LEAST", 990001)
    with pytest.raises(
        Trouble, match=r"^Tanlu needs PostgreSQL 99\.1 or newer, and this one is 18"
    ):
        server.require_server(cluster.url())


def test_a_server_that_is_not_there(cluster: Embedded) -> None:
    with pytest.raises(Trouble, match=r"^PostgreSQL does not let us in \("):
        server.require_server(cluster.url())


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_ends_with_whoever_started_it(cluster: Embedded, end: signal.Signals) -> None:
    with _elsewhere(cluster.folder) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "ready\n"
        assert Embedded.running_in(cluster.folder) is not None
        starter.send_signal(end)
    deadline = time.monotonic() + 20
    while Embedded.running_in(cluster.folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert Embedded.running_in(cluster.folder) is None


def test_a_folder_that_is_somebody_elses(tmp_path: Path) -> None:
    """Root can use any folder, so an ordinary user tries."""
    theirs = _open_to_all(tmp_path) / "theirs"
    theirs.mkdir()
    theirs.chmod(0o755 if ROOTS else 0o555)
    folder = theirs / "server"
    assert _said(folder, user=NOBODY if ROOTS else 0) == (
        f"said: This user may not use {folder} (Permission denied: {folder});"
        " choose another with --data.\n"
    )


@only_root
def test_an_ordinary_user(tmp_path: Path) -> None:
    ours = _open_to_all(tmp_path) / "ours"
    ours.mkdir()
    shutil.chown(ours, NOBODY)
    with _elsewhere(ours / "server", user=NOBODY) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "ready\n"
        starter.terminate()


@only_root
def test_root_behind_a_door_that_only_root_can_open(cluster: Embedded, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster.folder.rename(closed / "server")
    inside = Embedded(closed / "server", free_port())
    inside.start()
    with psycopg.connect(inside.url()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    inside.stop()
    assert closed.stat().st_mode & 0o777 == 0o700


@only_root
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("size=20m", "The disk is full: nothing more can be written to {folder}."),
        ("ro", "{folder} cannot be written to: its file system is read-only."),
    ],
)
def test_a_full_disk_and_one_that_is_read_only(tmp_path: Path, options: str, sentence: str) -> None:
    disk = _open_to_all(tmp_path) / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], check=True)
    try:
        said = _said(disk / "server")
    finally:
        subprocess.run(["umount", disk], check=True)
    assert said == f"said: {sentence.format(folder=disk / 'server')}\n"


def _elsewhere(folder: Path, *, user: int = 0) -> subprocess.Popen[str]:
    """Create and start in a process of its own, which then sleeps."""
    script = ["-c", CREATE_AND_START, str(ROOT), str(folder)]
    return subprocess.Popen(
        launch(user, folder.parent, Path(sys.executable), *script),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
    )


def _said(folder: Path, *, user: int = 0) -> str:
    with _elsewhere(folder, user=user) as starter:
        return starter.communicate()[1]


def _trouble(cluster: Embedded) -> str:
    with pytest.raises(Trouble) as refused:
        cluster.start()
    return str(refused.value)


def _kill(cluster: Embedded) -> None:
    running = Postmaster.of(cluster.data)
    assert running is not None
    os.kill(running.pid, signal.SIGKILL)
    while running.is_alive():
        time.sleep(0.01)


def _open_to_all(path: Path) -> Path:
    """Pytest's folders are their owner's alone; here the way to them must not matter."""
    for way in (path, *path.parents):
        if way.stat().st_uid == os.geteuid() and way.parent != way:
            way.chmod(way.stat().st_mode | 0o055)
    return path
