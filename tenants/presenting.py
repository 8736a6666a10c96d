"""Asking for what is found by a secret, before it is known whose it is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from infra.database import app_engine


@asynccontextmanager
async def presenting(digest: str) -> AsyncIterator[AsyncSession]:
    """A transaction that sees the shared rows with that hash and no others.

    It may then take on the tenant of the row it found. Commits at the end.
    """
    async with AsyncSession(app_engine(), expire_on_commit=False) as session, session.begin():
        await session.execute(
            text("SELECT set_config('app.presented', :digest, true)"), {"digest": digest}
        )
        yield session
