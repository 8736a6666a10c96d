"""Answers that are read whole by somebody else, and therefore have to be short."""

import httpx2

AT_MOST = 256 * 1024


class ShortAnswers(httpx2.AsyncBaseTransport):
    """Passes requests on, and fails where the answer is long, or packed so that it might be."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, at_most: int = AT_MOST) -> None:
        self._inner = inner
        self._at_most = at_most

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["Accept-Encoding"] = "identity"
        answer = await self._inner.handle_async_request(request)
        try:
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise httpx2.DecodingError("It was asked to send it unpacked", request=request)
            content = bytearray()
            async for part in answer.aiter_raw():
                content += part
                if len(content) > self._at_most:
                    raise httpx2.ReadError("The answer is too long", request=request)
        finally:
            await answer.aclose()
        # Its length is what was read, whatever it said.
        kept = [(k, v) for k, v in answer.headers.multi_items() if k != "transfer-encoding"]
        return httpx2.Response(answer.status_code, headers=kept, content=bytes(content))

    async def aclose(self) -> None:
        await self._inner.aclose()
