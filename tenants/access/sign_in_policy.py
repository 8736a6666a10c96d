"""What a company asks of those who sign in, beyond that they do."""

from typing import ClassVar, Self

from sqlalchemy import CheckConstraint, false, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import Stored
from domain.exported import NOT_AT_ALL, Exported
from domain.work import UnitOfWork


class SignInPolicy(Stored):
    """At most one row; a company without one asks for nothing more."""

    __tablename__ = "sign_in_policy"
    exported: ClassVar[Exported] = NOT_AT_ALL
    __table_args__ = (CheckConstraint("sole", name="sole"),)

    sole: Mapped[bool] = mapped_column(primary_key=True, default=True)
    second_factor: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether whoever holds a role has to show a second factor before it counts."""

    single_sign_on: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether people come in by the company's own accounts alone; a way back is left to others."""

    @classmethod
    async def of(cls, work: UnitOfWork) -> Self:
        """The company's, locked; made if it has none."""
        policy = await work.session.scalar(select(cls).with_for_update())
        if policy is None:
            policy = cls()
            work.session.add(policy)
        return policy


async def demands_single_sign_on(work: UnitOfWork) -> bool:
    demanded = select(SignInPolicy.sole).where(SignInPolicy.single_sign_on)
    return await work.session.scalar(demanded) is not None
