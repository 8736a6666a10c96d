"""The public keys that webhooks are signed with (v1a), for whoever receives them."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_response
from domain.actor import Actor
from domain.errors import NotFound
from tenants.directory import known_tenant_of
from tenants.states import CAPABILITIES, Capability
from tenants.work import open_work
from webhooks.key import published

_GOOD_FOR = "public, max-age=300"


async def show_webhook_keys(request: Request) -> Response:
    """Of one company, the newest first. None before it has its first endpoint: 404."""
    try:
        tenant = await known_tenant_of(UUID(request.path_params["tenant_id"]))
    except ValueError:
        raise _unknown() from None
    if Capability.READ not in CAPABILITIES[tenant.state]:
        raise _unknown()
    async with open_work(tenant.place, Actor.system()) as work:
        keys = await published(work)
    if not keys:
        raise _unknown()
    told = [{"algorithm": "ed25519", "publicKey": each} for each in keys]
    answer = json_response({"keys": told})
    answer.headers["Cache-Control"] = _GOOD_FOR
    return answer


def _unknown() -> NotFound:
    return NotFound("No webhooks are signed for that company", zh="该企业没有 Webhook 签名密钥")
