"""Providers whose words for a verified address differ from the standard's, known by their issuer.

A provider is what its issuer is: nothing is kept that could say otherwise.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from domain.errors import Invalid

GOOGLE = "https://accounts.google.com"
ENTRA = r"^https://login\.(microsoftonline\.com|partner\.microsoftonline\.cn)(:443)?/"
"""An expression that PostgreSQL reads as Python does."""
_DIRECTORY = re.compile(ENTRA + r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/v2\.0", re.IGNORECASE)
"""The id of one company's directory: behind `common` stand all of Microsoft's customers."""


class ProviderPreset(StrEnum):
    ENTRA = "ENTRA"
    """Microsoft Entra ID, of one directory."""
    GOOGLE = "GOOGLE"
    """Google Workspace."""
    OTHER = "OTHER"
    """As the standard has it."""


def preset_of(issuer: str) -> ProviderPreset:
    if issuer == GOOGLE:
        return ProviderPreset.GOOGLE
    return ProviderPreset.ENTRA if re.match(ENTRA, issuer) else ProviderPreset.OTHER


def require_one_company(issuer: str) -> None:
    """At Microsoft, an issuer of one directory alone. Raises Invalid."""
    if preset_of(issuer) is ProviderPreset.ENTRA and not _DIRECTORY.fullmatch(issuer):
        raise Invalid(
            "Give the issuer with the id of your own directory, as "
            "https://login.microsoftonline.com/<directory (tenant) id>/v2.0",
            zh="请填写含贵公司目录（租户）ID 的 Issuer 地址，形如 "
            "https://login.microsoftonline.com/<目录（租户）ID>/v2.0",
            field="issuer",
        )


def verified_address(issuer: str, claims: Mapping[str, Any]) -> object:
    """The address that the issuer says in so many words is theirs; else nothing.

    Args:
        issuer: who has signed the claims.
        claims: of the ID token. Entra never says `email_verified`: its optional claim `xms_edov`
            says that the directory's owner has proven the domain. Google says it also of private
            accounts that were once made with such an address; `hd` is there only where a
            Workspace, which has proven the domain, rules the account.
    """
    match preset_of(issuer):
        case ProviderPreset.ENTRA:
            verified = claims.get("xms_edov") in (True, "1", "true")
        case ProviderPreset.GOOGLE:
            ruled = isinstance(claims.get("hd"), str) and bool(claims["hd"])
            verified = ruled and claims.get("email_verified") is True
        case ProviderPreset.OTHER:
            verified = claims.get("email_verified") is True
    return claims.get("email") if verified else ""
