"""Becomes another program: as another user if asked, and ended with its parent if asked.

Run as a script in a process of its own, because what it changes cannot be changed back:
`launch.py USER_ID PARENT_ID SIGNAL FOLDER PROGRAM ARGUMENT…`, with 0 for what is not asked.

PostgreSQL refuses to run as root. Started by root it runs as another user, who may be unable to
pass through a folder such as root's home. Nobody's permissions are changed for that: the process
keeps the one capability it needs to get there, and nothing else of root's.
"""

import ctypes
import os
import pwd
import sys
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_SECUREBITS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
# Without it access(2) ignores the capability, and PostgreSQL asks access(2) about its programs.
_NO_SETUID_FIXUP = 1 << 2
_VERSION_3 = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
_ANYBODY, _OWNER = 0o001, 0o100


def main(arguments: list[str]) -> None:
    user, parent, signal = (int(number) for number in arguments[:3])
    folder, program = Path(arguments[3]), Path(arguments[4])
    if user:
        _become(user, folder, program)
    if parent and sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal)
        if os.getppid() != parent:
            sys.exit("What started this is gone")
    os.execv(program, arguments[4:])  # noqa: S606 - becoming the program is the purpose


def _become(user: int, folder: Path, program: Path) -> None:
    needed = _needed_capability(user, folder, program)
    if needed:
        _prctl(_PR_SET_SECUREBITS, _NO_SETUID_FIXUP)
    try:
        os.setgroups([])
        os.setgid(pwd.getpwuid(user).pw_gid)
        os.setuid(user)
    except OSError as refusal:
        sys.exit(f"root may not start a process as user {user} here ({refusal.strerror})")
    if needed:
        _keep_only(needed)


def _needed_capability(user: int, folder: Path, program: Path) -> int:
    """Searching what is closed is enough, unless the program itself is closed to the user."""
    ways = {*folder.parents, *program.parents, *program.resolve().parents}
    if not _open_to(user, program):
        return _DAC_OVERRIDE
    if all(_open_to(user, way) for way in ways):
        return 0
    return _DAC_READ_SEARCH if _has(_DAC_READ_SEARCH) else _DAC_OVERRIDE


def _open_to(user: int, path: Path) -> bool:
    found = path.stat()
    return bool(found.st_mode & (_OWNER if found.st_uid == user else _ANYBODY))


def _has(capability: int) -> bool:
    status = Path("/proc/self/status").read_text()
    permitted = next(line for line in status.splitlines() if line.startswith("CapPrm:"))
    return bool(int(permitted.split()[1], 16) >> capability & 1)


def _keep_only(capability: int) -> None:
    one = 1 << capability
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    # Effective, permitted and inheritable; the second half holds the numbers from 32 on.
    sets = (ctypes.c_uint32 * 6)(one, one, one, 0, 0, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, sets):
        sys.exit(f"No other user than root can reach it ({os.strerror(ctypes.get_errno())})")
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability)


def _prctl(option: int, *values: int) -> None:
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *padded):
        sys.exit(f"No other user than root can reach it ({os.strerror(ctypes.get_errno())})")


if __name__ == "__main__":
    main(sys.argv[1:])
