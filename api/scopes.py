"""What a token may be used for. Writing does not imply reading; nothing implies everything."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from domain.actor import Role


class Scope(StrEnum):
    """A resource and an action; each type, root field and mutation of the schema names one."""

    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    GOALS_READ = "goals:read"
    GOALS_WRITE = "goals:write"
    SIGNALS_READ = "signals:read"
    SIGNALS_WRITE = "signals:write"
    POLICY_READ = "policy:read"
    POLICY_WRITE = "policy:write"
    NUDGES_READ = "nudges:read"
    NUDGES_WRITE = "nudges:write"
    CONVERSATIONS_READ = "conversations:read"
    CONVERSATIONS_WRITE = "conversations:write"
    CONVERSATIONS_CONTENT_READ = "conversations.content:read"
    RECORDS_READ = "records:read"
    RECORDS_WRITE = "records:write"
    SCORECARDS_READ = "scorecards:read"
    SCORECARDS_WRITE = "scorecards:write"
    JOBS_MANAGE = "jobs:manage"
    SESSIONS_MANAGE = "sessions:manage"
    SIGN_IN_MANAGE = "sign_in:manage"
    PLUGINS_MANAGE = "plugins:manage"
    TOKENS_MANAGE = "tokens:manage"
    WEBHOOKS_MANAGE = "webhooks:manage"
    CONNECTIONS_MANAGE = "connections:manage"
    AUDIT_MANAGE = "audit:manage"
    TENANTS_MANAGE = "tenants:manage"


class Sensitivity(IntEnum):
    """How loudly a consent screen asks."""

    ORDINARY = 0
    PERSONAL = 1
    PRIVATE = 2


@dataclass(frozen=True)
class Meaning:
    """What a person reads before they grant a scope."""

    en: str
    zh: str
    sensitivity: Sensitivity


_ORDINARY, _PERSONAL, _PRIVATE = Sensitivity

MEANINGS: dict[Scope, Meaning] = {
    Scope.PEOPLE_READ: Meaning("See the directory of people", "查看员工目录", _ORDINARY),
    Scope.PEOPLE_WRITE: Meaning(
        "Add people and change who manages whom", "添加员工并调整汇报关系", _PERSONAL
    ),
    Scope.GOALS_READ: Meaning("See goals and how they go", "查看目标及进展", _PERSONAL),
    Scope.GOALS_WRITE: Meaning("Propose, agree and close goals", "提出、确认和关闭目标", _PERSONAL),
    Scope.SIGNALS_READ: Meaning(
        "See metrics and evidence of work", "查看指标和工作事实", _PERSONAL
    ),
    Scope.SIGNALS_WRITE: Meaning(
        "Report metrics and evidence of work", "上报指标和工作事实", _PERSONAL
    ),
    Scope.POLICY_READ: Meaning(
        "See what starts a conversation, and when it is due", "查看触发规则和沟通安排", _ORDINARY
    ),
    Scope.POLICY_WRITE: Meaning(
        "Change what starts a conversation", "修改触发规则和沟通安排", _PERSONAL
    ),
    Scope.NUDGES_READ: Meaning("See nudges and their reasons", "查看提醒及其原因", _PERSONAL),
    Scope.NUDGES_WRITE: Meaning("Answer nudges", "处理提醒", _ORDINARY),
    Scope.CONVERSATIONS_READ: Meaning(
        "See that conversations are planned or were held", "查看沟通的安排与举行情况", _PERSONAL
    ),
    Scope.CONVERSATIONS_WRITE: Meaning(
        "Plan, prepare and hold conversations", "安排、准备和举行沟通", _PERSONAL
    ),
    Scope.CONVERSATIONS_CONTENT_READ: Meaning(
        "Read what was prepared and said in conversations", "阅读沟通的准备和谈话内容", _PRIVATE
    ),
    Scope.RECORDS_READ: Meaning(
        "Read records of conversations and commitments", "阅读沟通记录和承诺事项", _PRIVATE
    ),
    Scope.RECORDS_WRITE: Meaning(
        "Write, share and acknowledge records", "撰写、共享和确认沟通记录", _PRIVATE
    ),
    Scope.SCORECARDS_READ: Meaning("See managers' scorecards", "查看管理者沟通计分卡", _PERSONAL),
    Scope.SCORECARDS_WRITE: Meaning(
        "Recompute managers' scorecards", "重算管理者沟通计分卡", _PERSONAL
    ),
    Scope.JOBS_MANAGE: Meaning(
        "See work in the background that failed, and start it again",
        "查看失败的后台任务并重新执行",
        _ORDINARY,
    ),
    Scope.SESSIONS_MANAGE: Meaning(
        "See where you are signed in, and sign out there", "查看并结束您的登录会话", _PRIVATE
    ),
    Scope.SIGN_IN_MANAGE: Meaning(
        "Set up how the company's people sign in", "设置企业员工的登录方式", _PRIVATE
    ),
    Scope.PLUGINS_MANAGE: Meaning(
        "Install, suspend and remove plugins", "安装、暂停和移除插件", _PRIVATE
    ),
    Scope.TOKENS_MANAGE: Meaning("Create and revoke access tokens", "创建和吊销访问令牌", _PRIVATE),
    Scope.WEBHOOKS_MANAGE: Meaning(
        "Set up webhooks, and see what they sent", "设置 Webhook 并查看投递记录", _PRIVATE
    ),
    Scope.CONNECTIONS_MANAGE: Meaning(
        "Connect other systems, and say who is who there", "连接其他系统并匹配账户", _PRIVATE
    ),
    Scope.AUDIT_MANAGE: Meaning(
        "See who did and read what, and export it", "查看和导出审计日志", _PRIVATE
    ),
    Scope.TENANTS_MANAGE: Meaning(
        "Create, suspend and delete companies", "创建、暂停和删除企业", _PRIVATE
    ),
}

OF_OPERATORS = frozenset({Scope.TENANTS_MANAGE})
"""For those who run Tanlu: no company's token or session ever holds them."""
OF_COMPANIES = frozenset(Scope) - OF_OPERATORS
"""What a signed-in person holds; what they may do with it, their roles and relations decide."""
OF_PLUGINS = frozenset(scope for scope in OF_COMPANIES if scope.endswith(":read")) | {
    Scope.SIGNALS_WRITE
}
"""What an installed plugin may be granted: the rest is for people, who answer for what they do."""
SEEN_WHOLE_BY_HR = frozenset(
    {Scope.GOALS_READ, Scope.SIGNALS_READ, Scope.POLICY_READ, Scope.SCORECARDS_READ}
)
"""A plugin or an endpoint sees these of the whole company, and of people only HR does."""


def seen_whole(scopes: frozenset[str], roles: frozenset[Role]) -> frozenset[str]:
    """Those of the scopes under which a person with these roles sees all of the company."""
    return scopes if Role.HR in roles else scopes - SEEN_WHOLE_BY_HR


def grantable(scopes: frozenset[str], roles: frozenset[Role]) -> frozenset[str]:
    """What a person with these scopes and roles can give to a plugin: no more than they have."""
    return seen_whole(scopes, roles) & OF_PLUGINS
