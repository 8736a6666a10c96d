"""`./tanlu` on a machine where nothing is prepared, with one small package to install."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.settings import ROOT

# The Python that made .venv; a virtual one would make another of its kind.
PYTHON = Path(sys.executable).resolve()
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can set up this situation")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The script, a cli.py that says hello, and locks that name one package."""
    clone = tmp_path / "clone"
    clone.mkdir()
    shutil.copy(ROOT / "tanlu", clone)
    (clone / "cli.py").write_text("import sys, greeting\nprint(greeting.WORD, *sys.argv[1:])\n")
    digest = hashlib.sha256(make_wheel(tmp_path, "greeting").read_bytes()).hexdigest()
    make_wheel(tmp_path, "parting")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (clone / lock).write_text(f"# {lock}\ngreeting==1.0 --hash=sha256:{digest}\n")
    return clone


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "venv"


@pytest.fixture
def prepared(clone: Path, kept: Path) -> Path:
    """A clone in which developers have worked already."""
    if not kept.exists():
        said(clone, "test")
        shutil.copytree(clone / ".venv", kept, symlinks=True)
    elif not (clone / ".venv").exists():
        shutil.copytree(kept, clone / ".venv", symlinks=True)
    return clone


def make_wheel(folder: Path, name: str) -> Path:
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": "WORD = 'hello'\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text, compress_type=zipfile.ZIP_STORED)
    return wheel


def tanlu(clone: Path, *arguments: str, python: Path = PYTHON) -> subprocess.Popen[str]:
    wheels = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(clone.parent)}
    return subprocess.Popen(
        [python, clone / "tanlu", *arguments],
        env={**os.environ, **wheels},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def said(clone: Path, *arguments: str, python: Path = PYTHON) -> tuple[str, str, int]:
    with tanlu(clone, *arguments, python=python) as process:
        out, err = process.communicate(timeout=120)
    return out, err, process.returncode


def test_makes_its_environment_once(clone: Path) -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    told = [
        f"Making .venv with Python {version}",
        "Installing 1 packages from requirements.txt",
        "  all there; unpacking",
    ]
    out, err, status = said(clone, "up", "--port", "1")
    assert (out, err.splitlines(), status) == ("hello up --port 1\n", told, 0)
    assert said(clone, "up") == ("hello up\n", "", 0)


def test_what_developers_have_is_enough_to_run(prepared: Path) -> None:
    assert said(prepared, "up") == ("hello up\n", "", 0)


def test_installs_again_when_the_lock_changes(prepared: Path) -> None:
    with (prepared / "requirements-dev.txt").open("a") as lock:
        lock.write("# changed\n")
    out, err, _ = said(prepared, "test")
    assert (out, err) == ("hello test\n", "Installing 1 packages from requirements-dev.txt\n")


def test_two_at_once_after_one_that_was_interrupted(clone: Path) -> None:
    with tanlu(clone, "up") as interrupted:
        while not (clone / ".venv" / "tanlu-unfinished").exists():
            assert interrupted.poll() is None
            time.sleep(0.01)
        interrupted.kill()
    with tanlu(clone, "up", "1") as first, tanlu(clone, "up", "2") as second:
        told = [first.communicate(timeout=120), second.communicate(timeout=120)]
    assert sorted(out for out, _ in told) == ["hello up 1\n", "hello up 2\n"]
    assert sorted("Making .venv" in err for _, err in told) == [False, True]


def test_goes_on_after_an_interrupted_installation(prepared: Path) -> None:
    with (prepared / "requirements-dev.txt").open("a") as lock:
        lock.write("# changed\n")
    with tanlu(prepared, "test") as interrupted:
        assert interrupted.stderr is not None
        interrupted.stderr.readline()
        interrupted.kill()
    out, err, _ = said(prepared, "test")
    # The pip of the one that was killed may still be at work, and is waited for.
    assert err.splitlines()[-1] == "Installing 1 packages from requirements-dev.txt"
    assert out == "hello test\n"


def test_a_package_that_is_not_the_one_in_the_lock(prepared: Path) -> None:
    (prepared / "requirements-dev.txt").write_text(f"parting==1.0 --hash=sha256:{'0' * 64}\n")
    out, err, status = said(prepared, "test")
    log = prepared / ".venv" / "install.log"
    sentence = f"A downloaded package is not the one the lock file names; see {log}."
    assert (out, err.splitlines()[-1], status) == ("", sentence, 1)


def test_a_package_that_cannot_be_had(prepared: Path) -> None:
    (prepared / "requirements-dev.txt").write_text(f"nowhere==1.0 --hash=sha256:{'0' * 64}\n")
    out, err, status = said(prepared, "test")
    assert err.splitlines()[-1].startswith("Could not prepare .venv (ERROR: No matching")
    assert (out, status) == ("", 1)


@pytest.fixture(params=["python3.6", "python3.9", "python3.10"])
def old_python(request: pytest.FixtureRequest) -> Path:
    version = request.param.removeprefix("python")
    named = [Path(folder) / request.param for folder in os.environ["PATH"].split(os.pathsep)]
    for found in [*PYTHON.parents[2].glob(f"{version}*/bin/{request.param}"), *named]:
        if found.exists() and _runs(found):
            return found
    pytest.skip(f"there is no {request.param} on this machine")


def _runs(python: Path) -> bool:
    done = subprocess.run([python, "--version"], check=False, capture_output=True)
    return done.returncode == 0


def test_too_old_a_python(clone: Path, old_python: Path) -> None:
    out, err, status = said(clone, "up", python=old_python)
    found = old_python.name.removeprefix("python")
    assert (out, status) == ("", 1)
    assert err == (
        f"Tanlu needs Python 3.11 or newer, and {old_python} is {found}."
        " Start it with a newer one, for example: python3.12 tanlu\n"
    )


def test_a_python_without_ensurepip(clone: Path) -> None:
    """As Debian packages it: a module of that name that cannot be imported stands in."""
    broken = clone.parent / "broken"
    broken.mkdir()
    (broken / "ensurepip.py").write_text("raise ImportError('not packaged')\n")
    with subprocess.Popen(
        [PYTHON, clone / "tanlu", "up"],
        env={**os.environ, "PYTHONPATH": str(broken)},
        text=True,
        stderr=subprocess.PIPE,
    ) as process:
        _, err = process.communicate(timeout=60)
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    assert err == (
        f"{PYTHON} comes without venv and ensurepip; on Debian and Ubuntu they are in the package"
        f" {package}.\n"
    )
    assert process.returncode == 1


@pytest.fixture
def small_disk(tmp_path: Path, clone: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=True)
    shutil.copytree(clone, disk / "clone")
    subprocess.run(["mount", "-o", f"remount,{request.param}", disk], check=True)
    yield disk / "clone"
    subprocess.run(["umount", disk], check=True)


@only_root
@pytest.mark.parametrize("small_disk", ["rw"], indirect=True)
def test_a_full_disk(small_disk: Path) -> None:
    _, err, status = said(small_disk, "up")
    sentence = f"The disk is full: .venv needs about 400 MB in {small_disk}."
    assert (err.splitlines()[-1], status) == (sentence, 1)


@only_root
@pytest.mark.parametrize("small_disk", ["ro"], indirect=True)
def test_a_disk_that_is_read_only(small_disk: Path) -> None:
    _, err, status = said(small_disk, "up")
    reason = os.strerror(errno.EROFS)
    assert (err.splitlines()[-1], status) == (
        f"Cannot write to {small_disk / '.venv'}: {reason}.",
        1,
    )
