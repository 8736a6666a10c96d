"""Setting a second factor up, and showing it: for our own pages, in a session.

They are beside GraphQL and not in it, because showing one gives the session a new cookie; then
nobody remembers that it had no rights a moment ago.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Concatenate, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import auth
from api.answers import json_response
from api.refusals import Code, Refused
from api.session_cookie import keep_signed_in, require_our_program, session_in
from domain.actor import Actor
from domain.errors import Conflict, DomainError
from domain.work import UnitOfWork
from infra.database import Place
from tenants.access.second_factor.confirmation import (
    Confirmed,
    ask_passkey,
    confirm_by_code,
    confirm_by_passkey,
)
from tenants.access.second_factor.enrolment import (
    Enrolled,
    add_authenticator,
    add_passkey,
    offer_authenticator,
    offer_passkey,
    remove_authenticator,
    remove_passkey,
    renew_recovery_codes,
)
from tenants.access.second_factor.guesses import count_guess
from tenants.audit.refusals import Refusal, SignInWay, note_refused_sign_in
from tenants.directory import known_tenant_of
from tenants.states import Capability
from tenants.work import open_work

T = TypeVar("T", bound=BaseModel)
Command = Callable[Concatenate[UnitOfWork, ...], Awaitable[object]]
Text = Annotated[str, Field(max_length=200)]


class Typed(BaseModel):
    code: Text


class Signed(BaseModel):
    answer: dict[str, Any]


class Made(Signed):
    name: Text


class Chosen(BaseModel):
    passkey_id: UUID


@dataclass(frozen=True)
class _Here:
    """Who is signed in in that browser."""

    place: Place
    actor: Actor
    person_id: UUID
    session_id: UUID


async def carry_out(request: Request) -> Response:
    """The deed that the address names."""
    named = request.path_params["deed"]
    if named not in _DEEDS:
        raise Refused(Code.NOT_FOUND, "There is no such deed", zh="没有该操作", status=404)
    command, told = _DEEDS[named]
    here = await _here(request)
    given = dict(await _told(request, told)) if told else {}
    try:
        if command is confirm_by_code:
            # Kept before the code is looked at.
            async with open_work(here.place, here.actor) as work:
                await count_guess(work, here.person_id)
        return await _done(request, here, command, **given)
    except DomainError as refusal:
        await _note_refusal(here, command, refusal)
        raise


_DEEDS: Mapping[str, tuple[Command, type[BaseModel] | None]] = {
    "code": (confirm_by_code, Typed),
    "passkey/ask": (ask_passkey, None),
    "passkey": (confirm_by_passkey, Signed),
    "authenticator/offer": (offer_authenticator, None),
    "authenticator/add": (add_authenticator, Typed),
    "authenticator/remove": (remove_authenticator, None),
    "passkeys/offer": (offer_passkey, None),
    "passkeys/add": (add_passkey, Made),
    "passkeys/remove": (remove_passkey, Chosen),
    "recovery-codes": (renew_recovery_codes, None),
}
ROUTE = Route("/sign-in/second-factor/{deed:path}", carry_out, methods=["POST"])


async def _done(
    request: Request,
    here: _Here,
    command: Command,
    **given: object,
) -> Response:
    """What the command gives back, as JSON; a new secret goes into the cookie and nowhere else."""
    async with open_work(here.place, here.actor) as work:
        result = await command(work, session_id=here.session_id, **given)
    if not isinstance(result, Confirmed | Enrolled):
        return json_response(result)
    codes = result.recovery_codes if isinstance(result, Enrolled) else []
    response = json_response({"recoveryCodes": codes})
    keep_signed_in(response, result.secret)
    if before := session_in(request):
        auth.forget(before)
    return response


async def _note_refusal(here: _Here, command: Command, refusal: DomainError) -> None:
    """What was shown was wrong, or shown too often; setting one up is no signing in."""
    if command is confirm_by_code:
        waits = isinstance(refusal, Conflict)
        because = Refusal.TOO_MANY_CODES if waits else Refusal.WRONG_CODE
    elif command is confirm_by_passkey:
        because = Refusal.WRONG_PASSKEY
    else:
        return
    way, about = SignInWay.SECOND_FACTOR, [here.person_id]
    await note_refused_sign_in(here.place, way=way, because=because, about=about)


async def _here(request: Request) -> _Here:
    """Raises Refused."""
    require_our_program(request)
    who = await auth.verified_session(request)
    if who is None or who.place is None or who.session_id is None or who.actor.person_id is None:
        raise Refused(Code.UNAUTHENTICATED, "You are not signed in", zh="您尚未登录", status=401)
    (await known_tenant_of(who.place.tenant_id)).require(Capability.SIGN_IN)
    return _Here(who.place, who.actor, who.actor.person_id, who.session_id)


async def _told(request: Request, kind: type[T]) -> T:
    try:
        return kind.model_validate(orjson.loads(await request.body()))
    except (ValidationError, orjson.JSONDecodeError) as error:
        raise Refused(
            Code.BAD_USER_INPUT, "This is not what belongs here", zh="请求内容不符", status=400
        ) from error
