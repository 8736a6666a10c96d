"""Logs of processes that never end do not fill the disk."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from operate.home import Home
from operate.log_rotation import keep_short
from operate.processes import PROCESSES, Household, Kept, our_processes

WRITER = "import sys\nfor line in sys.stdin: print(line * 100, end='', flush=True)"


def test_a_long_log_is_put_aside_while_it_is_written(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    with log.open("ab") as output:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=output, text=True
        )
    assert writer.stdin is not None
    sizes = []
    for number in range(30):
        print(f"line {number:04}", file=writer.stdin, flush=True)
        _wait_until(lambda: f"line {number:04}" in log.read_text())  # noqa: B023 - called at once
        keep_short(log, 2500)
        sizes.append(log.stat().st_size)
    writer.stdin.close()
    assert writer.wait() == 0
    assert max(sizes) <= 2500
    assert (tmp_path / "api.log.1").stat().st_size <= 2500
    assert b"\x00" not in log.read_bytes()
    assert (tmp_path / "api.log.1").read_text().endswith("line 0029\n")


def _wait_until(seen: object) -> None:
    deadline = time.monotonic() + 20
    while not seen():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_log_without_room_for_a_copy_is_emptied(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    log.write_bytes(b"x" * 100)
    (tmp_path / "api.log.1").mkdir()
    keep_short(log, 50)
    assert log.stat().st_size == 0


def test_a_short_log_and_one_that_is_not_there_stay_as_they_are(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    keep_short(log, 50)
    log.write_bytes(b"x" * 50)
    keep_short(log, 50)
    assert [each.name for each in tmp_path.iterdir()] == ["api.log"]
    assert log.stat().st_size == 50


def test_every_process_that_is_kept_has_its_log_kept_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    monkeypatch.setattr("operate.processes.keep_short", looked.append)
    home = Home.at(tmp_path)
    kept = [
        Kept(each.name, each.log, lambda: subprocess.Popen(["sleep", "60"]))
        for each in our_processes(home, "127.0.0.1", 1)
    ]
    household = Household()
    for each in kept:
        household.start(each)
    try:
        household.look_after(print)
    finally:
        household.stop()
    assert looked == [home.log(name) for name in PROCESSES]
