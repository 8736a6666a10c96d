"""The four ways to connect a Jira."""

from collections.abc import Mapping
from typing import Final

from integrations.jira.settings import CloudConsent, CloudToken, ServerConsent, ServerToken
from integrations.terms import Texts, Way

CLOUD_OAUTH: Final = "CLOUD_OAUTH"
CLOUD_TOKEN: Final = "CLOUD_TOKEN"  # noqa: S105 - the name of a way
SERVER_OAUTH: Final = "SERVER_OAUTH"
SERVER_TOKEN: Final = "SERVER_TOKEN"  # noqa: S105 - the name of a way
CLOUD: Final = frozenset((CLOUD_OAUTH, CLOUD_TOKEN))
BY_CONSENT: Final = frozenset((CLOUD_OAUTH, SERVER_OAUTH))

WAYS: Mapping[str, Way] = {
    CLOUD_OAUTH: Way(
        title=Texts("Jira Cloud, with Atlassian sign-in", "Jira Cloud（Atlassian 授权）"),
        why=Texts(
            "An admin consents at Atlassian; changes arrive within seconds",
            "由管理员在 Atlassian 授权，变更数秒内送达",
        ),
        form=CloudConsent,
        by_consent=True,
    ),
    CLOUD_TOKEN: Way(
        title=Texts("Jira Cloud, with an API token", "Jira Cloud（API 令牌）"),
        why=Texts(
            "For a service account, with limits of its own; the token ends after a year at most",
            "适用于服务账户，额度独立；令牌最长一年后到期",
        ),
        form=CloudToken,
    ),
    SERVER_OAUTH: Way(
        title=Texts("Jira Data Center, with an application link", "Jira Data Center（应用链接）"),
        why=Texts(
            "Your Jira's own consent page; renews itself", "使用贵公司 Jira 的授权页面，自动续期"
        ),
        form=ServerConsent,
        by_consent=True,
    ),
    SERVER_TOKEN: Way(
        title=Texts("Jira Data Center, with a token", "Jira Data Center（个人访问令牌）"),
        why=Texts(
            "A personal access token of an account that may read the projects",
            "使用有权读取项目的账户的个人访问令牌",
        ),
        form=ServerToken,
    ),
}
