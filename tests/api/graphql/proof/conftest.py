"""The companies of the proof, made once for both of its schemas."""

import os

import pytest

from api.graphql.schema import schema as product
from domain.base import Stored
from tests.api.graphql.proof import curios
from tests.api.graphql.proof.court import Court, make_court

WORLDS = 3 if "PROOF_DOCUMENTS" in os.environ else 1
"""Making a company takes as long as asking thirty documents."""


@pytest.fixture(scope="session")
async def product_court(platform: None) -> Court:
    return await make_court(product, Stored.metadata, WORLDS)


@pytest.fixture(scope="session")
async def curios_court(platform: None) -> Court:
    return await make_court(curios.schema, curios.Curio.metadata, WORLDS)
