"""Who may change how Tanlu is connected: admins."""

from uuid import UUID

from domain.actor import Role
from domain.errors import NotAllowed
from domain.work import UnitOfWork
from integrations.connection import Connection


async def standing(work: UnitOfWork, connection_id: UUID) -> Connection:
    require_admin(work)
    connection = await work.get(Connection, connection_id, lock=True, field="connection_id")
    connection.require_standing()
    return connection


def require_admin(work: UnitOfWork) -> None:
    if not work.actor.has(Role.ADMIN):
        raise NotAllowed("Only an admin can connect systems", zh="只有管理员可以连接系统")
