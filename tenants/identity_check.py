"""Trying an identity provider out, before anybody depends on it."""

from collections.abc import Mapping
from uuid import UUID

from domain.work import UnitOfWork
from tenants.identity_provider import IdentityProvider
from tenants.identity_provider_commands import provider_to_change
from tenants.jobs import Lane, Run, job, later
from tenants.openid import Distrusted, issuer_named
from tenants.work import open_work

_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "unreachable": (
        "Nothing usable is found at the issuer's address",
        "在颁发者地址未找到可用的配置",
    ),
    "blocked": (
        "The issuer, or an address it names, is not on the public internet over https",
        "颁发者或其声明的地址不是公网 https 地址",
    ),
    "metadata": ("The issuer's description is incomplete", "颁发者的配置信息不完整"),
    "other issuer": (
        "The issuer calls itself by another address; enter that one to the letter",
        "颁发者自称的地址与填写的不同，请逐字填写其自称的地址",
    ),
    "no algorithm": (
        "The issuer signs with none of RS256, PS256, ES256 and EdDSA",
        "颁发者不支持 RS256、PS256、ES256 或 EdDSA 签名",
    ),
}
_KEYS = ("The issuer publishes no key that can be relied on", "颁发者未公布可信赖的公钥")


async def check_identity_provider(work: UnitOfWork, *, provider_id: UUID) -> IdentityProvider:
    """Admins have the issuer's description and keys looked at; `checkedAt` says when it is done."""
    provider = await provider_to_change(work, provider_id)
    later(work, examine_identity_provider, provider_id=provider.id)
    return provider


@job(Lane.INTERACTIVE)
async def examine_identity_provider(run: Run, *, provider_id: UUID) -> None:
    """What is wrong with it, if anything, is kept with it."""
    async with open_work(run.place, run.actor, now=run.now) as work:
        provider = await work.session.get(IdentityProvider, provider_id)
        issuer = provider.issuer if provider else None
    if issuer is None:
        return
    problem = await _problem_of(issuer)
    async with open_work(run.place, run.actor) as work:
        checked = await work.session.get(IdentityProvider, provider_id, with_for_update=True)
        if checked is not None:
            checked.checked_at, checked.problem = work.now, problem


async def _problem_of(issuer: str) -> dict[str, str] | None:
    asked = issuer_named(issuer)
    try:
        await asked.metadata(newer=True)
        await asked.keys(newer=True)
    except Distrusted as found:
        english, chinese = _PROBLEMS.get(found.reason, _KEYS)
        return {"en": english, "zh-CN": chinese}
    return None
