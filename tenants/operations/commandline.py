"""What those who run Tanlu did: to which company, when, and who."""

import argparse
import asyncio
import json

from infra.database import close_engines
from tenants.operations.operator_log import newest_deeds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="WHAT")
    log = deeds.add_parser("log", help="the newest deeds first")
    log.add_argument("--company", metavar="SLUG", help="only those of this short name")
    log.add_argument("--most", type=int, default=100, metavar="N", help="so many lines (100)")


def run(arguments: argparse.Namespace) -> int:
    asyncio.run(_show(arguments.company, arguments.most))
    return 0


async def _show(slug: str | None, most: int) -> None:
    try:
        for line in await newest_deeds(most, slug):
            details = json.dumps(line.details, ensure_ascii=False) if line.details else ""
            told = (f"{line.at:%F %T} UTC", f"{line.deed:<12}", line.slug or "-", line.by, details)
            print("  ".join(told).rstrip())
    finally:
        await close_engines()
