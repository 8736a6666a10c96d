"""Tokens of those who run Tanlu. Only who holds the owner's address can make one."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from infra.database import owner_engine
from tenants.access.token_rights import LIVES_AT_MOST
from tenants.credential import CredentialKind, TokenKind, digest, new_credential
from tenants.operations.operator_log import TANLU, Deed, note_deed
from tenants.token import AccessToken

SCOPES = ["tenants:manage"]


async def create_operator_token(name: str, now: datetime, *, by: str = TANLU) -> str:
    """A token for the operator API, good for a year. Shown once; only its hash is kept."""
    secret = new_credential(CredentialKind.OPERATOR_TOKEN)
    token = AccessToken(
        tenant_id=None,
        kind=TokenKind.OPERATOR,
        name=name,
        hash=digest(secret),
        last_four=secret[-4:],
        person_id=None,
        created_by_id=None,
        scopes=SCOPES,
        created_at=now,
        expires_at=now + LIVES_AT_MOST,
    )
    async with AsyncSession(owner_engine()) as session, session.begin():
        session.add(token)
        await note_deed(await session.connection(), Deed.CREATE_TOKEN, by=by, token=str(token.id))
    return secret
