"""A PostgreSQL that lives as long as it is needed, and leaves nothing behind."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.embedded import Embedded
from infra.ports import free_port


@contextmanager
def scratch_server() -> Iterator[str]:
    """The address of an empty database on a server of its own. It takes some seconds to start."""
    folder = Path(tempfile.mkdtemp(prefix="tanlu-scratch-"))
    # The server may run as another user, who must find the way into it.
    folder.chmod(0o755)
    server = Embedded(folder / "server", free_port())
    try:
        server.create(durable=False)
        server.start("fsync=off", ends_with_me=True)
        yield server.url()
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
