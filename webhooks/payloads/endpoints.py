"""What others hear about endpoints themselves: so that somebody notices one that fails."""

from webhooks import events
from webhooks.payloads.shape import Data, Number, said, word

_MANAGE = "webhooks:manage"


class FailingEndpoint(Data):
    """Nothing has arrived there for a while."""

    hours: Number


class SwitchedOffEndpoint(Data):
    """Nothing is sent there until somebody resumes it."""

    reason: str = word(
        "FAILING", "FAILING, GONE (it answered 410), ASKED (by its answer) or RIGHTS_LOST."
    )


ENDPOINTS = dict(
    [
        said(
            events.EndpointFailing,
            FailingEndpoint,
            _MANAGE,
            "An endpoint has been failing for some time",
            "接收地址持续失败",
        ),
        said(
            events.EndpointSwitchedOff,
            SwitchedOffEndpoint,
            _MANAGE,
            "An endpoint was switched off",
            "接收地址已停用",
        ),
    ]
)
