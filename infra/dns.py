"""What a name says of itself in the DNS."""

import asyncio
from collections.abc import Sequence

import aiodns
from aiodns.error import ARES_ENODATA, ARES_ENOTFOUND, DNSError
from pycares import TXTRecordData

from infra.settings import settings

ANSWERED_WITHIN = 6.0
"""Seconds, with all tries."""
_A_TRY = 2.0
_TRIES = 2
_NOTHING_THERE = frozenset({ARES_ENODATA, ARES_ENOTFOUND})


class NoAnswer(Exception):
    """No server answered, or none that would say: the name may or may not be there."""


async def texts_at(name: str) -> Sequence[str]:
    """The TXT records of a name; none where there is no such name. Raises NoAnswer."""
    servers = settings().dns_servers or None
    async with aiodns.DNSResolver(nameservers=servers, timeout=_A_TRY, tries=_TRIES) as resolver:
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                found = await resolver.query_dns(name, "TXT")
        except DNSError as error:
            if error.args[0] in _NOTHING_THERE:
                return []
            raise NoAnswer(name) from error
        except TimeoutError as error:
            raise NoAnswer(name) from error
    records = [each.data for each in found.answer]
    return [
        record.data.decode(errors="replace")
        for record in records
        if isinstance(record, TXTRecordData)
    ]
