"""The proof of the planner: its answers are those of graphql-core's own execution.

Random documents over random companies are asked of both, the same ones in every run.
`PROOF_DOCUMENTS=5000 PROOF_SEED=7` asks more and others; a failure names the number of the document
that `PROOF_ONLY=…` asks alone. `--log-cli-level=INFO` shows how much was asked.
"""

import logging
import os
from random import Random

from tests.api.graphql.proof.court import Court, Hearing

DOCUMENTS = int(os.environ.get("PROOF_DOCUMENTS", "35"))
SEED = int(os.environ.get("PROOF_SEED", "1"))
ONLY = os.environ.get("PROOF_ONLY")
NUMBERS = [int(ONLY)] if ONLY else range(DOCUMENTS)


async def test_the_product_is_answered_as_graphql_core_would(product_court: Court) -> None:
    await hear_all(product_court)


async def test_every_kind_of_field_is_answered_as_graphql_core_would(curios_court: Court) -> None:
    await hear_all(curios_court)


async def hear_all(court: Court) -> None:
    wrong = []
    for number in NUMBERS:
        hearing = Hearing(court, Random(f"{SEED} {number}"))
        wrong += [f"document {number}: {each}" for each in await hearing.hold()]
    logging.getLogger(__name__).info("%s", dict(court.tally))
    assert not wrong, "\n\n".join([f"{len(wrong)} of {court.tally}", *wrong[:5]])
