"""Where an installation stands, and what may follow."""

from enum import StrEnum

from domain.errors import Conflict


class InstallationState(StrEnum):
    PENDING_CONSENT = "PENDING_CONSENT"
    """An admin looks at what it asks for."""
    INSTALLING = "INSTALLING"
    """Approved; it has not asked for its first token yet."""
    FAILED = "FAILED"
    """It did not ask in time; it is shut out until an admin tries again."""
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    UNINSTALLING = "UNINSTALLING"
    """Its tokens are void; it is being told."""
    UNINSTALLED = "UNINSTALLED"
    """Told, or given up on; nothing that opens anything is left. Also: never approved."""


MAY_BECOME: dict[InstallationState, frozenset[InstallationState]] = {
    InstallationState.PENDING_CONSENT: frozenset(
        {InstallationState.INSTALLING, InstallationState.UNINSTALLED}
    ),
    InstallationState.INSTALLING: frozenset(
        {InstallationState.FAILED, InstallationState.ACTIVE, InstallationState.UNINSTALLING}
    ),
    InstallationState.FAILED: frozenset(
        {InstallationState.INSTALLING, InstallationState.UNINSTALLING}
    ),
    InstallationState.ACTIVE: frozenset(
        {InstallationState.SUSPENDED, InstallationState.UNINSTALLING}
    ),
    InstallationState.SUSPENDED: frozenset(
        {InstallationState.ACTIVE, InstallationState.UNINSTALLING}
    ),
    InstallationState.UNINSTALLING: frozenset({InstallationState.UNINSTALLED}),
    InstallationState.UNINSTALLED: frozenset(),
}

_IN_WORDS = {
    InstallationState.PENDING_CONSENT: ("waits for consent", "正在等待批准"),
    InstallationState.INSTALLING: ("is being installed", "正在安装"),
    InstallationState.FAILED: ("could not be installed", "安装失败"),
    InstallationState.ACTIVE: ("is active", "已启用"),
    InstallationState.SUSPENDED: ("is suspended", "已暂停"),
    InstallationState.UNINSTALLING: ("is being uninstalled", "正在卸载"),
    InstallationState.UNINSTALLED: ("is uninstalled", "已卸载"),
}


def require_step(current: InstallationState, wanted: InstallationState) -> None:
    """Refuse a state that may not follow the current one. Raises Conflict."""
    if wanted not in MAY_BECOME[current]:
        en, zh = _IN_WORDS[current]
        raise Conflict(
            f"The plugin {en}; that is not possible now",
            zh=f"该插件{zh}，无法执行此操作",
            field="installation_id",
        )
