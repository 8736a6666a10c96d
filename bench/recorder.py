"""Stands before another server: the first time it asks there, the same question again at once.

So one run can tell what an answer costs to make from what it costs to take in.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Question: TypeAlias = tuple[str, str, bytes]


def create_app(behind: str) -> Starlette:
    answers: dict[Question, Response] = {}

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with httpx2.AsyncClient(timeout=60) as client:
            app.state.client = client
            yield

    async def answer(request: Request) -> Response:
        address = f"{behind}{request.url.path}?{request.url.query}"
        question = (request.method, address, await request.body())
        if question not in answers:
            answers[question] = await _ask(request, question)
        return answers[question]

    methods = ["GET", "POST", "PUT", "DELETE"]
    return Starlette(routes=[Route("/{path:path}", answer, methods=methods)], lifespan=lifespan)


async def _ask(request: Request, question: Question) -> Response:
    method, address, body = question
    told = {"authorization", "content-type", "accept"}
    headers = {name: value for name, value in request.headers.items() if name in told}
    client: httpx2.AsyncClient = request.app.state.client
    answer = await client.request(method, address, headers=headers, content=body)
    kind = answer.headers.get("content-type")
    return Response(answer.content, answer.status_code, media_type=kind)


if __name__ == "__main__":
    uvicorn.run(create_app(sys.argv[2]), port=int(sys.argv[1]), loop="uvloop", log_level="warning")
