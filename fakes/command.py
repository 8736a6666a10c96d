"""Plays the systems that Tanlu connects to, until Ctrl-C."""

import argparse
from pathlib import Path

import uvicorn

from fakes.app import PORT, create_app

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - only whoever asks for it gets it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="on which address (127.0.0.1)")
    parser.add_argument("--port", type=int, default=PORT, help=f"on which port ({PORT})")
    parser.add_argument("--keep", type=Path, help="the file to keep what was granted in")
    parser.add_argument("--base", help="the address to tell, if it is another one")


def run(arguments: argparse.Namespace) -> int:
    host = "127.0.0.1" if arguments.host == _EVERYWHERE else arguments.host
    uvicorn.run(
        create_app(
            arguments.base or f"http://{host}:{arguments.port}",
            moved=True,
            keeps_at=arguments.keep,
        ),
        host=arguments.host,
        port=arguments.port,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    return 0
