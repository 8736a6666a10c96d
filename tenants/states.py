"""What a tenant may do in which state, and which state may follow which."""

from enum import StrEnum

from domain.errors import Conflict, NotAllowed


class TenantState(StrEnum):
    SPARE = "SPARE"
    """Made in advance; belongs to nobody yet."""
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    CLOSING = "CLOSING"
    """Nobody gets in, and its data will go; until that day it can be restored."""
    DELETED = "DELETED"
    """Only the id is left, so that it is never given to another."""


class Capability(StrEnum):
    """What is asked at each gate: the API, the job runner, the outgoing webhooks."""

    SIGN_IN = "SIGN_IN"
    READ = "READ"
    WRITE = "WRITE"
    TOKENS = "TOKENS"
    WEBHOOKS = "WEBHOOKS"
    JOBS = "JOBS"
    EXPORT = "EXPORT"


CAPABILITIES: dict[TenantState, frozenset[Capability]] = {
    TenantState.SPARE: frozenset(),
    TenantState.ACTIVE: frozenset(Capability),
    TenantState.SUSPENDED: frozenset({Capability.READ, Capability.EXPORT}),
    TenantState.CLOSING: frozenset(),
    TenantState.DELETED: frozenset(),
}

MAY_BECOME: dict[TenantState, frozenset[TenantState]] = {
    TenantState.SPARE: frozenset({TenantState.ACTIVE}),
    TenantState.ACTIVE: frozenset({TenantState.SUSPENDED, TenantState.CLOSING}),
    TenantState.SUSPENDED: frozenset({TenantState.ACTIVE, TenantState.CLOSING}),
    TenantState.CLOSING: frozenset({TenantState.ACTIVE, TenantState.DELETED}),
    TenantState.DELETED: frozenset(),
}

_IN_CHINESE = {
    TenantState.SPARE: "备用",
    TenantState.ACTIVE: "正常",
    TenantState.SUSPENDED: "已暂停",
    TenantState.CLOSING: "正在关闭",
    TenantState.DELETED: "已删除",
}


def require(state: TenantState, capability: Capability) -> None:
    """Refuse what the tenant's state does not allow. Raises NotAllowed."""
    if capability not in CAPABILITIES[state]:
        raise NotAllowed(
            f"This company is {state.value.lower()}; that is not possible now",
            zh=f"该企业当前{_IN_CHINESE[state]}，无法执行此操作",
        )


def require_step(current: TenantState, wanted: TenantState) -> None:
    """Refuse a state that may not follow the current one. Raises Conflict."""
    if wanted not in MAY_BECOME[current]:
        raise Conflict(
            f"A company that is {current.value.lower()} cannot become {wanted.value.lower()}",
            zh=f"企业当前{_IN_CHINESE[current]}，不能变为{_IN_CHINESE[wanted]}",
        )
