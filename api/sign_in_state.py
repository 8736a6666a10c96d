"""The cookie that carries the state of a sign-in elsewhere: signed, and good for some minutes."""

import hashlib
import hmac
import secrets
from typing import Any

from itsdangerous import TimestampSigner
from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp

from infra.settings import settings

_MADE_UP = secrets.token_bytes(32)
"""Without a key of ours no state survives the process, and none can be made up."""


class KeepingState(SessionMiddleware):
    """Signs with the key in use, and knows again what the one before it has signed."""

    def __init__(self, app: ASGIApp, /, **options: Any) -> None:  # noqa: ANN401 - starlette's own
        super().__init__(app, secret_key=_keys()[-1], **options)
        self.signer = TimestampSigner(_keys())


def _keys() -> list[str]:
    """Derived, the one in use last."""
    given = (settings().former_secret_key, settings().secret_key)
    ours = [key.get_secret_value().encode() for key in given if key.get_secret_value()]
    return [
        hmac.new(each, b"state of a sign-in", hashlib.sha256).hexdigest()
        for each in ours or [_MADE_UP]
    ]
