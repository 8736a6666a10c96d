"""What `./tanlu up` keeps running: which processes, and how each is started, watched and ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from infra.embedded import Embedded
from infra.private_files import append_privately
from infra.programs import started
from infra.settings import ROOT, settings
from infra.trouble import Trouble
from operate.home import Home
from operate.log_rotation import keep_short
from operate.process_rights import rights_of

_HTTP = ("--http", "api.http_connection:HttpConnection")
_UVICORN = ("-m", "uvicorn", "--app-dir", str(ROOT), "--loop", "uvloop", *_HTTP)
_QUIET = ("--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "10")
# `api/network.py` decides whose X-Forwarded-For is believed.
_PLAIN = (*_QUIET, "--no-proxy-headers")
_WORKER = str(ROOT / "worker.py")

PROCESSES: dict[str, tuple[str, ...]] = {
    "api": (*_UVICORN, *_PLAIN, "--factory", "api.app:serve"),
    "worker": (_WORKER,),
    "relay": (str(ROOT / "relay.py"),),
    "schedule": (_WORKER, "schedule"),
    "provisioner": (str(ROOT / "provisioner.py"),),
}
"""Name → what Python is told, started in this order. The API is told its address besides."""

_PATIENCE = 30.0
"""A worker takes up to 25 to end what it began."""
_STEADY = 60.0
_LONGEST_PAUSE = 30.0


@dataclass
class Kept:
    """A process that is started again when it ends."""

    name: str
    log: Path
    begin: Callable[[], subprocess.Popen[bytes]]
    end: signal.Signals = signal.SIGTERM
    carries: bool = False
    """The others stand on it, so it goes when they are gone."""
    child: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    failures: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        self.began = time.monotonic()
        self.child = self.begin()

    def has_ended(self) -> bool:
        return self.child is not None and self.child.poll() is not None

    def look_after(self, say: Callable[[str], None]) -> None:
        """Note its end, or start it again when its pause is over; keep its log short."""
        now = time.monotonic()
        keep_short(self.log)
        if self.has_ended() and self.child is not None:
            status, self.child = self.child.returncode, None
            self._pause_after(f"ended with status {status}", now, say)
        elif self.child is None and now >= self.again_at:
            try:
                self.start()
            except Trouble as trouble:
                self._pause_after(f"does not start: {trouble}", now, say)
            else:
                say(f"{self.name} runs again, as process {self._pid}")

    def ask_to_stop(self) -> None:
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(self.end)

    def see_it_stop(self) -> None:
        if self.child is None:
            return
        try:
            self.child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            # Its own processes are in its session, and none of them may stay.
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()
        self.child = None

    def _pause_after(self, what: str, now: float, say: Callable[[str], None]) -> None:
        self.failures = 0 if now - self.began > _STEADY else self.failures + 1
        pause = min(2.0**self.failures / 2, _LONGEST_PAUSE)
        self.again_at = now + pause
        say(f"{self.name} {what}; starting it again in {pause:.0f} s (see {self.log})")

    @property
    def _pid(self) -> int:
        return self.child.pid if self.child else 0


@dataclass
class Household:
    """All of them, in the order in which they were started."""

    kept: list[Kept] = field(default_factory=list)

    def start(self, kept: Kept) -> None:
        self.kept.append(kept)
        kept.start()

    def look_after(self, say: Callable[[str], None]) -> None:
        for each in self.kept:
            each.look_after(say)

    def stop(self) -> None:
        """Side by side, but for what carries the others."""
        for carries in (False, True):
            going = [each for each in self.kept if each.carries is carries]
            for each in going:
                each.ask_to_stop()
            for each in going:
                each.see_it_stop()


def postgres(server: Embedded) -> Kept:
    return Kept(
        "postgres",
        server.log,
        lambda: server.start(ends_with_me=True),
        end=signal.SIGINT,
        carries=True,
    )


def fakes(home: Home, host: str, port: int) -> Kept:
    kept = str(home.folder / "fakes.json")
    told = (str(ROOT / "cli.py"), "fakes", "--host", host, "--port", str(port), "--keep", kept)
    return _ours("fakes", told, home)


def sample_plugin(home: Home, host: str, port: int) -> Kept:
    """The one of docs/examples; what it learns, it prints into its log."""
    program = (str(ROOT / "docs" / "examples" / "weekly" / "plugin.py"),)
    # What `up` has told the others; the settings of this process were read before.
    tanlu = os.environ.get("TANLU_PUBLIC_URL", settings().public_url)
    at = {"TANLU_URL": tanlu, "PLUGIN_URL": f"http://{host}:{port}", "PORT": str(port)}
    return _ours("plugin", program, home, environment=at)


def our_processes(home: Home, host: str, port: int) -> list[Kept]:
    """In the order in which they are started, as many of each as the settings say."""
    apis = ("--workers", str(settings().api_processes)) if settings().api_processes > 1 else ()
    more = {"api": ("--host", host, "--port", str(port), *apis)}
    return [
        _ours(kind, (*told, *more.get(kind, ())), home, number=number)
        for kind, told in PROCESSES.items()
        for number in range(1, settings().worker_processes + 1 if kind == "worker" else 2)
    ]


def _ours(
    kind: str,
    arguments: tuple[str, ...],
    home: Home,
    *,
    number: int = 1,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Kept:
    """One of our own Python processes, with a log file of its own."""
    name = kind if number == 1 else f"{kind}-{number}"
    log, told = home.log(name), dict(environment)

    def begin() -> subprocess.Popen[bytes]:
        with append_privately(log) as output:
            return started(
                0,
                home.folder,
                Path(sys.executable),
                *arguments,
                output=output,
                ends_with_me=signal.SIGTERM,
                environment=os.environ | told | rights_of(kind) | {"PYTHONUNBUFFERED": "1"},
            )

    return Kept(name, log, begin)
