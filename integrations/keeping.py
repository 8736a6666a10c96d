"""What a connection keeps sealed: what was filled in, what was granted, where we are told."""

import json
from typing import Any
from uuid import UUID

from pydantic import SecretStr, ValidationError

from domain.errors import Invalid
from domain.work import UnitOfWork
from integrations.connection import Connection
from integrations.connector import Connector
from integrations.hook_address import HookAddress
from integrations.terms import Form, Unfit
from tenants.credential import CredentialKind, digest, new_credential, new_signing_secret
from tenants.vault import seal, unseal


def understood(form: type[Form], given: dict[str, Any]) -> Form:
    """The form as it was filled in. Raises Invalid, naming the first field that is wrong."""
    try:
        return form.model_validate(given)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        field = ".".join(["settings", *(str(part) for part in first["loc"])])
        if first["type"] == "missing":
            raise Invalid("Fill this in", zh="请填写此项", field=field) from None
        sentence = first["msg"].removeprefix("Value error, ")
        said = first.get("ctx", {}).get("error")
        zh = said.zh if isinstance(said, Unfit) else f"此项无法使用：{sentence}"
        raise Invalid(sentence, zh=zh, field=field) from None


async def keep_settings(work: UnitOfWork, connection: Connection, form: Form) -> None:
    """The open part as it is, the secret part sealed."""
    secret = {
        name: value.get_secret_value() for name, value in form if isinstance(value, SecretStr)
    }
    connection.settings = form.model_dump(mode="json", by_alias=True, exclude=set(secret))
    connection.sealed_secrets = await _sealed(work, connection.id, "secrets", secret)


async def settings_of(work: UnitOfWork, connection: Connection, connector: Connector) -> Form:
    """The form as it was filled in. Raises tenants.vault's Unreadable."""
    secret = await _unsealed(work, connection.id, "secrets", connection.sealed_secrets)
    return connector.ways[connection.way].form.model_validate(connection.settings | secret)


async def keep_grant(work: UnitOfWork, connection: Connection, grant: dict[str, Any]) -> None:
    connection.sealed_grant = await _sealed(work, connection.id, "grant", grant)
    connection.grant_version += 1


async def grant_of(work: UnitOfWork, connection: Connection) -> dict[str, Any] | None:
    """The OAuth token, as its server gave it."""
    if connection.sealed_grant is None:
        return None
    return await _unsealed(work, connection.id, "grant", connection.sealed_grant)


async def make_hook(work: UnitOfWork, connection: Connection) -> None:
    """An address of its own, and a secret to sign with there."""
    kept = {"key": new_credential(CredentialKind.HOOK_KEY), "secret": new_signing_secret()}
    connection.sealed_hook = await _sealed(work, connection.id, "hook", kept)
    work.session.add(
        HookAddress(hash=digest(kept["key"]), tenant_id=work.tenant_id, connection_id=connection.id)
    )


async def hook_of(work: UnitOfWork, connection: Connection) -> dict[str, str]:
    """The address's `key`, and the `secret`."""
    return await _unsealed(work, connection.id, "hook", connection.sealed_hook)


async def _sealed(work: UnitOfWork, id: UUID, part: str, value: dict[str, Any]) -> str:
    return await seal(work, json.dumps(value), about=f"connections:{id}:{part}")


async def _unsealed(work: UnitOfWork, id: UUID, part: str, sealed: str) -> dict[str, Any]:
    opened: dict[str, Any] = json.loads(
        await unseal(work, sealed, about=f"connections:{id}:{part}")
    )
    return opened
