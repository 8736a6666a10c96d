"""What people and programs are told while a machine of ours is in the way."""

from api.refusals import Code, Refused
from infra.outages import Outage, outage_in

_AGAIN_IN = "5"
"""Seconds: a database that is started again takes about as long."""
_TOLD = {
    Outage.AWAY: (
        503,
        "The database cannot be reached at the moment; nothing was lost, try again shortly",
        "暂时无法连接数据库；数据没有丢失，请稍后重试",
    ),
    Outage.BUSY: (
        503,
        "There is too much to do at the moment; try again shortly",
        "系统当前繁忙，请稍后重试",
    ),
    Outage.FULL: (
        507,
        "There is no room left to store anything; tell whoever runs Tanlu",
        "存储空间已满，无法保存；请联系系统运维人员",
    ),
}


def outage_told(error: BaseException) -> Refused | None:
    """The refusal for what a machine of ours is to blame for; None where it is something else."""
    outage = outage_in(error)
    if outage is None:
        return None
    status, message, zh = _TOLD[outage]
    return Refused(
        Code.UNAVAILABLE, message, zh=zh, status=status, headers={"Retry-After": _AGAIN_IN}
    )
