"""A RabbitMQ node of a test's own: ordinary processes on loopback, in a folder of their own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.ports import free_port

# The program itself: the one on the path insists on being started by root or by its own user.
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
_START_SECONDS = 120


def installed() -> bool:
    return SERVER.exists() and shutil.which("epmd") is not None


@contextmanager
def a_node(folder: Path) -> Iterator[str]:
    """Its address, while it runs."""
    port, names, distribution = (free_port() for _ in range(3))
    environment = {
        **os.environ,
        "HOME": str(folder),
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": "tanlu@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "env.conf"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
    }
    log = (folder / "server.log").open("wb")
    told = {"env": environment, "stdout": log, "stderr": log, "stdin": subprocess.DEVNULL}
    names_server = subprocess.Popen(["epmd", "-port", str(names)], **told)
    server = subprocess.Popen([SERVER], **told, start_new_session=True)
    try:
        _wait_for(port, server)
        yield f"amqp://guest:guest@127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, 9)
        names_server.kill()
        server.wait()
        names_server.wait()
        log.close()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("RabbitMQ does not start")
