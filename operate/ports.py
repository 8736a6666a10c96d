"""Whether a port is free to be served on."""

import socket

from infra.trouble import Trouble


def refuse_busy_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise Trouble(f"There is no port {port}: ports go from 1 to 65535.") from None
        except OSError as error:
            raise Trouble(
                f"Cannot serve on port {port} of {host} ({error.strerror});"
                " choose another with --port."
            ) from None
