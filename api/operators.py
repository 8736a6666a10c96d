"""For those who run Tanlu: companies made, stopped, resumed and deleted, in plain JSON."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_response
from api.auth import authenticate_operator, forget_all
from api.refusals import Code, Refused
from api.scopes import OF_COMPANIES
from domain.actor import Actor, Role
from domain.errors import DomainError
from domain.language import Language
from domain.people.commands import add_person
from domain.people.person import Person
from domain.work import UnitOfWork
from tenants.credential import TokenKind
from tenants.email_domain import give_domain, take_domain
from tenants.founding import founding
from tenants.lifecycle import close_tenant, restore_tenant, resume_tenant, suspend_tenant
from tenants.sign_in import LinkPurpose, create_sign_in_link, link_address
from tenants.tenant import Tenant, TenantState, all_tenants, find_tenant
from tenants.token import create_token

FIRST_TOKEN_LIVES = timedelta(days=90)
_SHOWN = (TenantState.ACTIVE, TenantState.SUSPENDED, TenantState.CLOSING)


class FirstAdmin(BaseModel):
    """Who lets everybody else in."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    email: str


class NewCompany(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    slug: str
    name: str
    admin: FirstAdmin
    language: Literal["ZH_CN", "EN"] = "ZH_CN"


@dataclass(frozen=True)
class Welcome:
    """What the operator hands over, and nobody can look up again."""

    admin: Person
    token: str
    link: str


async def list_companies(request: Request) -> Response:
    await authenticate_operator(request)
    return json_response({"tenants": [_shown(each) for each in await all_tenants(*_SHOWN)]})


async def create_company(request: Request) -> Response:
    by = await authenticate_operator(request)
    wanted = _wanted(await request.body())
    language = Language(wanted.language)
    async with founding(wanted.slug, wanted.name, by=by, language=language) as work:
        welcome = await _welcome(work, wanted.admin)
    tenant = await find_tenant(wanted.slug)
    admin = {"id": str(welcome.admin.id), "name": welcome.admin.name, "email": welcome.admin.email}
    answer = {
        "tenant": _shown(tenant),
        "admin": admin,
        "token": welcome.token,
        "signInUrl": link_address(welcome.link),
    }
    return json_response(answer, 201)


async def suspend_company(request: Request) -> Response:
    by = await authenticate_operator(request)
    await suspend_tenant(request.path_params["slug"], by=by)
    return json_response({"tenant": _shown(await find_tenant(request.path_params["slug"]))})


async def resume_company(request: Request) -> Response:
    by = await authenticate_operator(request)
    await resume_tenant(request.path_params["slug"], by=by)
    return json_response({"tenant": _shown(await find_tenant(request.path_params["slug"]))})


async def delete_company(request: Request) -> Response:
    """Nobody gets in any more; until the day that is told, it can be restored."""
    by = await authenticate_operator(request)
    await close_tenant(request.path_params["slug"], by=by)
    forget_all()
    return json_response({"tenant": _shown(await find_tenant(request.path_params["slug"]))}, 202)


async def restore_company(request: Request) -> Response:
    by = await authenticate_operator(request)
    await restore_tenant(request.path_params["slug"], by=by)
    return json_response({"tenant": _shown(await find_tenant(request.path_params["slug"]))})


async def give_email_domain(request: Request) -> Response:
    """Whoever types an address of that domain is led to the company's sign-in."""
    by = await authenticate_operator(request)
    await give_domain(request.path_params["slug"], request.path_params["domain"], by=by)
    return Response(status_code=204)


async def take_email_domain(request: Request) -> Response:
    by = await authenticate_operator(request)
    await take_domain(request.path_params["slug"], request.path_params["domain"], by=by)
    return Response(status_code=204)


async def _welcome(work: UnitOfWork, admin: FirstAdmin) -> Welcome:
    try:
        person = await add_person(work, name=admin.name, email=admin.email, roles=[Role.ADMIN])
    except DomainError as refused:
        refused.field = f"admin.{refused.field}"
        raise
    link = await create_sign_in_link(work, person_id=person.id, purpose=LinkPurpose.INVITATION)
    issued = await create_token(
        replace(work, actor=Actor.person(person.id, Role.ADMIN)),
        kind=TokenKind.USER,
        name="First token",
        scopes=OF_COMPANIES,
        held=OF_COMPANIES,
        expires_at=work.now + FIRST_TOKEN_LIVES,
    )
    return Welcome(person, issued.secret, link)


def _wanted(body: bytes) -> NewCompany:
    try:
        return NewCompany.model_validate(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise Refused(
            Code.BAD_USER_INPUT, "The body is not valid JSON", zh="请求体不是有效的 JSON"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(step) for step in first["loc"]) or "body"
        raise Refused(
            Code.BAD_USER_INPUT,
            f"{field}: {first['msg']}",
            zh=f"字段 {field} 无效",
            details={"field": field.split(".")},
        ) from error


def _shown(tenant: Tenant) -> dict[str, str | None]:
    return {
        "id": str(tenant.id),
        "slug": tenant.slug,
        "name": tenant.name,
        "language": tenant.language.value,
        "state": tenant.state.value,
        "createdAt": tenant.created_at.isoformat(),
        "closesAt": tenant.closes_at.isoformat() if tenant.closes_at else None,
    }
