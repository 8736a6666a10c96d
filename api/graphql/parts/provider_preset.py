"""Whose ways an identity provider has, for GraphQL."""

import strawberry
from sqlalchemy import ColumnElement, case

from api.graphql.planner.sources import Row
from tenants.access.provider_preset import ENTRA, GOOGLE, ProviderPreset

strawberry.enum(ProviderPreset, description="Whose ways a provider has.")


def preset_in_sql(provider: Row) -> ColumnElement[str]:
    """As `preset_of` has it."""
    return case(
        (provider.issuer == GOOGLE, ProviderPreset.GOOGLE.value),
        (provider.issuer.regexp_match(ENTRA), ProviderPreset.ENTRA.value),
        else_=ProviderPreset.OTHER.value,
    )
