"""`python -m fakes --port 8090` plays the systems that Tanlu connects to."""

import argparse

import uvicorn

from fakes.app import PORT, create_app


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fakes", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="on which address (127.0.0.1)")
    parser.add_argument("--port", type=int, default=PORT, help=f"on which port ({PORT})")
    parser.add_argument("--base", help="the address to tell, if it is another one")
    arguments = parser.parse_args()
    base = arguments.base or f"http://127.0.0.1:{arguments.port}"
    uvicorn.run(
        create_app(base, moved=True),
        host=arguments.host,
        port=arguments.port,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    main()
