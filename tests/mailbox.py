"""Mail that lies in a folder of the test's own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.mail.folder import Kept
from infra.settings import settings

_SECRET = re.compile(r"/sign-in/(\S+)")


@contextmanager
def mail_in(folder: Path) -> Iterator[pytest.MonkeyPatch]:
    """While this is open. Gives what else of the settings may be changed with."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("TANLU_DATA_DIR", str(folder))
        settings.cache_clear()
        yield changed
    settings.cache_clear()


def secrets_in(mail: Kept) -> list[str]:
    """Of the links in it."""
    return _SECRET.findall(mail.text)
