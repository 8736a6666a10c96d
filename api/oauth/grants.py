"""The three ways to a token: by itself, for a person who allowed it, and again for that person."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from authlib.oauth2.rfc6749.errors import (
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
    UnauthorizedClientError,
)

from api.oauth.proof import Proven, not_proven
from domain.actor import Actor
from domain.work import UnitOfWork
from infra.database import Place
from integrations.plugins.acting import Asker, asker
from integrations.plugins.commands import activate_plugin
from integrations.plugins.proving import AGAIN, BY_ITSELF, FOR_A_PERSON
from tenants.assertion import spend_assertion
from tenants.client import issue_to
from tenants.delegation import Delegation
from tenants.delegation_code import spend_code
from tenants.refresh_token import Pair, issue_for, spend_refresh_token
from tenants.work import open_work

Form = Mapping[str, str]
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


async def granted(known: Proven, form: Form) -> Pair:
    """Who it is was found out before; whether it still may is decided in the transaction.

    Raises OAuth2Error. What a refusal must leave behind is committed before that.
    """
    grant = form["grant_type"]
    async with open_work(Place.of(known.client.tenant_id), Actor.plugin(known.client.id)) as work:
        who = await asker(work, known.client.id, lock=True)
        if who is None:
            raise UnauthorizedClientError("The plugin is suspended, uninstalled or late")
        if grant not in who.manifest.auth.grants:
            raise UnauthorizedClientError(f"The manifest's grants do not name {grant}")
        await spend_proof(work, known)
        pair = await GRANTS[grant](work, who, form)
        if pair is not None:
            await activate_plugin(work, who.client.id)
    if pair is None:
        raise InvalidGrantError("It is not yours, was used before, or is good no more")
    return pair


async def spend_proof(work: UnitOfWork, known: Proven) -> None:
    if known.jti is None or known.good_until is None:
        return
    if not await spend_assertion(work, known.client.id, known.jti, known.good_until):
        raise not_proven("This assertion was used before")


async def _by_itself(work: UnitOfWork, who: Asker, form: Form) -> Pair | None:
    return Pair(issue_to(work, who.client, _within(who.client.scopes, form)))


async def _for_a_person(work: UnitOfWork, who: Asker, form: Form) -> Pair | None:
    verifier = needed(form, "code_verifier")
    if not _VERIFIER.fullmatch(verifier):
        raise InvalidRequestError("A code_verifier has 43 to 128 unreserved characters")
    delegation = await spend_code(
        work,
        who.client,
        needed(form, "code"),
        redirect_uri=needed(form, "redirect_uri"),
        verifier=verifier,
    )
    return _pair(work, who, delegation, {}) if delegation else None


async def _again(work: UnitOfWork, who: Asker, form: Form) -> Pair | None:
    token = needed(form, "refresh_token")
    delegation = await spend_refresh_token(work, who.client, token)
    return _pair(work, who, delegation, form) if delegation else None


def _pair(work: UnitOfWork, who: Asker, delegation: Delegation, form: Form) -> Pair:
    """What the person allowed, as far as the company still grants it."""
    scopes = _within(sorted(set(delegation.scopes) & set(who.client.scopes)), form)
    may_refresh = AGAIN in who.manifest.auth.grants
    return issue_for(work, who.client, delegation, scopes, may_refresh=may_refresh)


def _within(most: Sequence[str], form: Form) -> Sequence[str]:
    scopes = form["scope"].split() if "scope" in form else most
    if not scopes or not set(scopes) <= set(most):
        raise InvalidScopeError("That was not granted")
    return scopes


def needed(form: Form, name: str) -> str:
    if name not in form:
        raise InvalidRequestError(f"The {name} is missing")
    return form[name]


GRANTS: Mapping[str, Callable[[UnitOfWork, Asker, Form], Awaitable[Pair | None]]] = {
    BY_ITSELF: _by_itself,
    FOR_A_PERSON: _for_a_person,
    AGAIN: _again,
}
