"""A connection as uvicorn serves it, with bounds on what comes before the body.

uvicorn bounds neither how many headers there are nor how long they may take to arrive: whoever
opens connections and falls silent would hold them, and what they sent, as long as they like.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

WITHIN = 5.0
"""Seconds from the first byte of a connection or a request to the last of its headers."""
MOST_HEADERS = 100
MOST_BYTES = 32 * 1024
"""Of the address and all headers together."""

_TOLD = b"The headers are too many, or too long."
_TOO_MUCH = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\n"
    b"content-length: %d\r\nconnection: close\r\n\r\n%b" % (len(_TOLD), _TOLD)
)


class _TooMuch(Exception):
    """Ends the parsing; the parser passes it on as an error of its own."""


class HttpConnection(HttpToolsProtocol):
    """For uvicorn's `--http`."""

    _patience: asyncio.TimerHandle | None = None
    _before_body = False
    _held = 0
    """Bytes that came since a request began and before its headers were complete."""
    _said = 0
    """Bytes of its address and headers, as far as they have an end."""
    _too_much = False

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - uvicorn narrows it itself
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._patience is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        super().data_received(data)
        self._held = self._held + len(data) if self._before_body else 0
        if self._held > MOST_BYTES and not self.transport.is_closing():
            # A header without an end is told to nobody.
            self._refuse()

    def on_message_begin(self) -> None:
        self._before_body, self._said = True, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        self._before_body = False
        self._wait_no_more()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        if self._too_much:
            self._refuse()
        else:
            super().send_400_response(msg)

    def _count(self, more: int) -> None:
        self._said += more
        if self._said > MOST_BYTES or len(self.headers) > MOST_HEADERS:
            self._too_much = True
            raise _TooMuch

    def _refuse(self) -> None:
        self.transport.write(_TOO_MUCH)
        self.transport.close()

    def _wait(self) -> None:
        self._patience = self.loop.call_later(WITHIN, self._give_up)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        """An answer that is still on its way is sent; it is the next request that never came."""
        self._patience = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
