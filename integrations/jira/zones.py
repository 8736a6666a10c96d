"""Time zones as Java names them, some of which Python does not know. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

_BY_OFFSET = re.compile(r"(?:GMT|UTC|UT)?([+-])(\d{1,2}):?(\d\d)?")
_FARTHEST = timedelta(hours=18)
_OLD_NAMES: Final[Mapping[str, str]] = {
    "US/Pacific-New": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
    "CST": "America/Chicago",
    "CTT": "Asia/Shanghai",
    "JST": "Asia/Tokyo",
    "IST": "Asia/Kolkata",
    "VST": "Asia/Ho_Chi_Minh",
    "AET": "Australia/Sydney",
    "ECT": "Europe/Paris",
}
"""Java's (`java.time.ZoneId.SHORT_IDS`), and one that the IANA has taken from its list."""


def zone_named(name: str) -> tzinfo:
    """The zone; UTC for what nobody knows."""
    if told := _BY_OFFSET.fullmatch(name):
        away = timedelta(hours=int(told[2]), minutes=int(told[3] or 0))
        if away <= _FARTHEST:
            return timezone(-away if told[1] == "-" else away)
    try:
        return ZoneInfo(_OLD_NAMES.get(name, name))
    except (KeyError, ValueError, OSError):
        return UTC
