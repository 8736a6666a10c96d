"""What a new version would change, in sentences."""

from collections.abc import Mapping, Sequence

from integrations.plugins.difference import Change

_WORDS: Mapping[str, str] = {
    "required scope": "必需权限",
    "optional scope": "可选权限",
    "grant": "获取令牌的方式",
    "redirect URI": "跳转地址",
    "egress": "其他通信对象",
    "event": "接收事件",
    "stores": "保存内容",
    "region": "所在地区",
    "subprocessor": "分包处理方",
    "base URL": "运行地址",
    "client authentication": "身份验证方式",
    "retention days": "保存天数",
}
"""Each thing that `difference` names, in Chinese."""


def told(changes: Sequence[Change]) -> list[dict[str, str]]:
    """What widens comes first: that is what an admin is asked about."""
    return [_said(each) for each in sorted(changes, key=lambda each: not each.widens)]


def _said(change: Change) -> dict[str, str]:
    what, value = change.what, change.value
    if change.added:
        return {"en": f"New {what}: {value}", "zh-CN": f"新增{_WORDS[what]}：{value}"}
    return {"en": f"No longer: {what} {value}", "zh-CN": f"移除{_WORDS[what]}：{value}"}
