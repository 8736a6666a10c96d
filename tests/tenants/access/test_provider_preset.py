"""Which address each kind of provider vouches for, and whose issuer is one company's."""

import pytest

from domain.errors import Invalid
from tenants.access.provider_preset import (
    GOOGLE,
    ProviderPreset,
    preset_of,
    require_one_company,
    verified_address,
)

DIRECTORY = "11111111-2222-3333-4444-555555555555"
ENTRA = f"https://login.microsoftonline.com/{DIRECTORY}/v2.0"
CHINA = f"https://login.partner.microsoftonline.cn/{DIRECTORY}/v2.0"
OTHER = "https://id.acme.example"
MAIL = {"email": "omar@acme.test"}


@pytest.mark.parametrize(
    ("issuer", "preset"),
    [
        (ENTRA, ProviderPreset.ENTRA),
        (CHINA, ProviderPreset.ENTRA),
        (GOOGLE, ProviderPreset.GOOGLE),
        (f"{GOOGLE}/", ProviderPreset.OTHER),
        (OTHER, ProviderPreset.OTHER),
        ("https://login.microsoftonline.com.evil.example/x/v2.0", ProviderPreset.OTHER),
    ],
)
def test_an_issuer_says_what_it_is(issuer: str, preset: ProviderPreset) -> None:
    assert preset_of(issuer) is preset


@pytest.mark.parametrize(
    ("issuer", "claims", "counts"),
    [
        (OTHER, {"email_verified": True}, True),
        (OTHER, {"email_verified": "true"}, False),
        (OTHER, {"xms_edov": True}, False),
        (OTHER, {}, False),
        (ENTRA, {"xms_edov": True}, True),
        (ENTRA, {"xms_edov": "1"}, True),
        (CHINA, {"xms_edov": 1}, True),
        (ENTRA, {"xms_edov": False}, False),
        (ENTRA, {"email_verified": True}, False),
        (ENTRA, {}, False),
        (GOOGLE, {"email_verified": True, "hd": "acme.test"}, True),
        (GOOGLE, {"email_verified": True}, False),
        (GOOGLE, {"email_verified": True, "hd": ""}, False),
        (GOOGLE, {"hd": "acme.test"}, False),
    ],
)
def test_which_address_counts(issuer: str, claims: dict[str, object], counts: bool) -> None:
    assert verified_address(issuer, {**MAIL, **claims}) == (MAIL["email"] if counts else "")


@pytest.mark.parametrize("issuer", [ENTRA, CHINA, GOOGLE, OTHER])
def test_issuers_of_one_company_are_taken(issuer: str) -> None:
    require_one_company(issuer)


@pytest.mark.parametrize(
    "path",
    ["common/v2.0", "organizations/v2.0", "consumers/v2.0", DIRECTORY, "", f"{DIRECTORY}/v1"],
)
def test_behind_common_stand_all_of_microsoft_s_customers(path: str) -> None:
    with pytest.raises(Invalid, match="id of your own directory"):
        require_one_company(f"https://login.microsoftonline.com/{path}")
