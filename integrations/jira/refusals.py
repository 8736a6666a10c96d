"""What Jira's refusals mean: whom they stop, for how long, and what an admin can do about it.

429 and its headers as in Atlassian's page on rate limits: a quota stops every call of the app
until it is reset, a burst only that address.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

import httpx2

from integrations.observation import tidy
from integrations.troubles import ConsentLost, Unusable, VendorTrouble

_WITHOUT_SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")
_MOST_OF_IT = 160
_LONGEST_WAIT = 86_400


@dataclass(frozen=True)
class Limit:
    """A 429: until when, and whether it stops the whole app, this company, or one address."""

    until: datetime | None
    whole_app: bool = False
    whole_site: bool = False

    @classmethod
    def of(cls, response: httpx2.Response, now: datetime) -> Self:
        reason = response.headers.get("ratelimit-reason", "").lower()
        until = retry_after(response, now)
        if "quota" not in reason:
            return cls(until)
        told = [moment for moment in (until, _reset(response)) if moment is not None]
        by_tenant = "tenant" in reason
        ends = max(told, default=_next_hour(now))
        return cls(ends, whole_app=not by_tenant, whole_site=by_tenant)


def retry_after(response: httpx2.Response, now: datetime) -> datetime | None:
    told = response.headers.get("retry-after", "")
    if not told.isdecimal():
        return None
    return now + timedelta(seconds=min(int(told[:9]), _LONGEST_WAIT))


def _reset(response: httpx2.Response) -> datetime | None:
    """ISO 8601, whose seconds Atlassian leaves out at times."""
    told = response.headers.get("x-ratelimit-reset", "")
    if _WITHOUT_SECONDS.fullmatch(told):
        told = told.replace("Z", ":00Z")
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def refusal(response: httpx2.Response) -> VendorTrouble:
    """Why it was refused, for whoever can do something about it."""
    said = said_in(response)
    quoted = f" (“{said}”)" if said else ""
    match response.status_code:
        case 401 if lacks_scope(response):
            return ConsentLost(
                "The consent lacks a permission that is needed: connect again and grant all",
                zh="授权缺少所需权限，请重新连接并全部同意",
            )
        case 401:
            return stranger()
        case 403:
            return Unusable(
                f"The account may not read this in Jira{quoted}",
                zh=f"该账户在 Jira 中没有读取权限{quoted}",
            )
        case 404:
            return Unusable(
                f"Jira knows nothing at this address{quoted}", zh=f"Jira 上没有该地址{quoted}"
            )
        case status if 300 <= status < 400:  # noqa: PLR2004 - redirects
            return Unusable(
                "The address leads elsewhere: enter the one that your browser ends up at",
                zh="该地址发生跳转，请填写浏览器最终显示的地址",
            )
        case status:
            return Unusable(f"Jira answered {status}{quoted}", zh=f"Jira 返回 {status}{quoted}")


def is_stranger(response: httpx2.Response) -> bool:
    """Whether we were let in as nobody: Cloud answers an expired token with 200 and nothing."""
    reason = response.headers.get("x-seraph-loginreason", "").upper()
    return "AUTHENTICATED_FAILED" in reason or "AUTHENTICATION_DENIED" in reason


def stranger() -> ConsentLost:
    return ConsentLost(
        "Jira no longer accepts these credentials: connect again, or enter a new token",
        zh="Jira 不再接受该凭据，请重新连接或填写新的令牌",
    )


def lacks_scope(response: httpx2.Response) -> bool:
    return "scope" in said_in(response).lower()


def said_in(response: httpx2.Response) -> str:
    """The first sentence of an error: Jira's, or its gateway's."""
    try:
        body = response.json()
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    sentences, fields = body.get("errorMessages"), body.get("errors")
    listed = sentences if isinstance(sentences, list) else []
    named = list(fields.values()) if isinstance(fields, dict) else []
    found = next((str(one) for one in [*listed, *named, body.get("message")] if one), "")
    return tidy(found, most=_MOST_OF_IT)
