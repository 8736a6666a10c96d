"""What a request carries."""

from json import JSONDecodeError

from starlette.requests import Request

from fakes.jira.call import Refusal
from fakes.jira.shapes import Json


async def read_body(request: Request, *, also_json: bool = True) -> Json:
    """An object, sent as JSON or as a form; empty if there is none."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return {name: str(value) for name, value in (await request.form()).items()}
    if not also_json or not await request.body():
        return {}
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        raise Refusal(400, "The request body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise Refusal(400, "The request body must be an object.")
    return body


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
