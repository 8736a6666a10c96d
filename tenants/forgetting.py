"""What is kept of signing in and of repeated requests only as long as it is of use."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete

from domain.work import UnitOfWork
from tenants.answered import forget_answers
from tenants.assertion import forget_old_assertions
from tenants.credential import TokenKind
from tenants.delegation_code import DelegationCode
from tenants.identity import Identity, SpentState
from tenants.refresh_token import RefreshToken
from tenants.session import Session
from tenants.shared import Shared
from tenants.sign_in import SignInLink
from tenants.token import AccessToken

A_DAY = timedelta(days=1)
"""Longer than any link and any state of a sign-in is good for."""
A_MONTH = timedelta(days=30)
"""For sessions that ended, and for accounts that nobody was found for."""


async def forget_what_is_over(work: UnitOfWork) -> None:
    """Nothing of it would let anybody in."""
    day, month = work.now - A_DAY, work.now - A_MONTH
    over: dict[type[Shared], tuple[ColumnElement[bool], ...]] = {
        SpentState: (SpentState.spent_at < day,),
        SignInLink: (SignInLink.expires_at < day,),
        Session: (Session.seen_at < month,),
        AccessToken: (AccessToken.kind == TokenKind.PLUGIN, AccessToken.expires_at < day),
        Identity: (Identity.person_id.is_(None), Identity.seen_at < month),
    }
    for table, conditions in over.items():
        await work.session.execute(delete(table).where(*conditions))
    await forget_answers(work)
    await forget_old_assertions(work)
    for each in (DelegationCode, RefreshToken):
        await work.session.execute(delete(each).where(each.expires_at < day))
