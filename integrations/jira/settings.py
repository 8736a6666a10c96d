"""What is filled in to connect a Jira, and what the operator sets for all companies."""

import unicodedata
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from infra.guard import Blocked, checked_url
from infra.settings import ROOT
from integrations.terms import Form, Unfit


class JiraApp(BaseSettings):
    """The app that is registered with Atlassian, read from TANLU_JIRA_…; the addresses are
    Atlassian's own.
    """

    model_config = SettingsConfigDict(
        env_prefix="TANLU_JIRA_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    auth_url: str = "https://auth.atlassian.com"
    api_url: str = "https://api.atlassian.com"
    points_an_hour: int = Field(default=65_000, gt=0)
    """What Atlassian lets the app spend, over all companies together."""


@cache
def jira_app() -> JiraApp:
    return JiraApp()


def _address(given: str) -> str:
    """Where a Jira is, as a base for paths. Raises ValueError for what is never asked."""
    address = _trimmed(given).rstrip("/")
    try:
        parts = checked_url(address)
    except Blocked as blocked:
        raise Unfit(blocked.message, zh=blocked.zh) from None
    if parts.query or parts.fragment:
        raise Unfit(
            "Give the address of the start page, without ? and #",
            zh="请填写首页地址，不含 ? 和 #",
        )
    return address


def _secret(given: SecretStr) -> SecretStr:
    """As it was copied, without what came along at its ends. Raises Unfit."""
    kept = _trimmed(given.get_secret_value())
    if not kept:
        raise Unfit("Fill this in", zh="请填写此项")
    if not kept.isascii() or not kept.isprintable() or " " in kept:
        raise Unfit(
            "There is a space or an invisible character in it: copy it once more, by itself",
            zh="其中含有空格或不可见字符，请重新单独复制",
        )
    return SecretStr(kept)


def _trimmed(given: str) -> str:
    """Without blanks, line ends and marks that nobody sees at either end."""
    seen = [not (one.isspace() or unicodedata.category(one) in {"Cf", "Cc"}) for one in given]
    if True not in seen:
        return ""
    return given[seen.index(True) : len(given) - seen[::-1].index(True)]


Address = Annotated[str, AfterValidator(_address), Field(max_length=300)]
Email = Annotated[str, AfterValidator(_trimmed), Field(max_length=254)]
Name = Annotated[str, AfterValidator(_trimmed), Field(max_length=200)]
Secret = Annotated[SecretStr, AfterValidator(_secret)]


def _titled(title: str, zh: str, **more: Any) -> Any:  # noqa: ANN401 - stands for a field
    return Field(title=title, json_schema_extra={"titleZh": zh}, **more)


class CloudConsent(Form):
    """Nothing: one signs in at Atlassian."""


class CloudToken(Form):
    site_url: Address = _titled("Site, such as https://acme.atlassian.net", "站点地址")
    email: Email = _titled("E-mail address of the account", "账户邮箱")
    api_token: Secret = _titled("API token of that account", "该账户的 API 令牌")


class ServerToken(Form):
    base_url: Address = _titled("Address of your Jira", "Jira 地址")
    token: Secret = _titled("Personal access token", "个人访问令牌")


class ServerConsent(Form):
    base_url: Address = _titled("Address of your Jira", "Jira 地址")
    client_id: Name = _titled("Client ID of the application link", "应用链接的 Client ID")
    client_secret: Secret = _titled("Its client secret", "Client Secret")


class JiraOptions(Form):
    """How what is read is understood; what is left empty is found out."""

    story_points_field: str | None = _titled(
        "Field with story points", "故事点字段", default=None, max_length=60
    )
    resolved_statuses: tuple[str, ...] = _titled(
        "Statuses that count as resolved", "视为已解决的状态", default=()
    )
    dropped_resolutions: tuple[str, ...] = _titled(
        "Resolutions that do not count, such as Duplicate", "不计入已解决的处理结果", default=()
    )


def base_of(settings: Form) -> str:
    """The address that was filled in, empty where one signs in at Atlassian."""
    match settings:
        case CloudToken(site_url=address):
            return address
        case ServerToken(base_url=address) | ServerConsent(base_url=address):
            return address
        case _:
            return ""


def host_of(address: str) -> str:
    """What tells one Jira from another: two may be on one host, below different paths."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".lower()
