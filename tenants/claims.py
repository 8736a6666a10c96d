"""What the relay reads and takes: four statements."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg

from infra.queue import without_message
from tenants.jobs import LONGEST, Lane

_LEASE = LONGEST + timedelta(minutes=5)


def ready_tenants(connection: psycopg.Connection[Any]) -> Mapping[Lane, Sequence[UUID]]:
    """Who has jobs that are due, in each lane; only companies that are active."""
    ready: defaultdict[Lane, list[UUID]] = defaultdict(list)
    for lane, tenant in connection.execute(_READY, {"lanes": [lane.value for lane in Lane]}):
        ready[Lane(lane)].append(tenant)
    return ready


def in_flight(connection: psycopg.Connection[Any]) -> Mapping[Lane, Counter[UUID]]:
    """How many jobs of each tenant are handed over and not finished."""
    counted: defaultdict[Lane, Counter[UUID]] = defaultdict(Counter)
    for lane, tenant, jobs in connection.execute(_IN_FLIGHT):
        counted[Lane(lane)][tenant] = jobs
    return counted


def take(
    connection: psycopg.Connection[Any], allowed: Mapping[Lane, Counter[UUID]]
) -> Sequence[tuple[UUID, str]]:
    """Mark so many due jobs of each tenant as handed, and return them, the oldest first."""
    turns = [
        (lane.value, tenant, jobs)
        for lane, tenants in allowed.items()
        for tenant, jobs in tenants.items()
    ]
    if not turns:
        return []
    lanes, tenants, jobs = (list(column) for column in zip(*turns, strict=True))
    taken = connection.execute(_TAKE, {"lanes": lanes, "tenants": tenants, "jobs": jobs})
    return sorted(taken.fetchall())


def take_back_lost(connection: psycopg.Connection[Any]) -> int:
    """What was handed over, is not finished and is not in the broker waits again."""
    lost = without_message()
    statement = f"UPDATE platform.pending_jobs SET handed_at = NULL WHERE {lost}"  # noqa: S608
    return connection.execute(statement, {"lease": _LEASE}).rowcount


# Steps from tenant to tenant along the index instead of reading every waiting row.
_READY = """
    SELECT lane, tenant_id FROM unnest(%(lanes)s::text[]) AS lane CROSS JOIN LATERAL (
        WITH RECURSIVE waiting AS (
            (SELECT tenant_id FROM platform.pending_jobs AS job
             WHERE job.lane = lane.lane AND handed_at IS NULL ORDER BY tenant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT job.tenant_id FROM platform.pending_jobs AS job
                    WHERE job.lane = lane.lane AND handed_at IS NULL
                        AND job.tenant_id > waiting.tenant_id
                    ORDER BY job.tenant_id LIMIT 1)
            FROM waiting WHERE waiting.tenant_id IS NOT NULL
        )
        SELECT waiting.tenant_id FROM waiting
        JOIN platform.tenants AS tenant ON tenant.id = waiting.tenant_id
        WHERE tenant.state = 'ACTIVE' AND EXISTS (
            SELECT FROM platform.pending_jobs AS job
            WHERE job.lane = lane.lane AND handed_at IS NULL
                AND job.tenant_id = waiting.tenant_id AND run_at <= now()
        )
    ) AS ready
"""

_IN_FLIGHT = """
    SELECT lane, tenant_id, count(*) FROM platform.pending_jobs
    WHERE handed_at IS NOT NULL GROUP BY lane, tenant_id
"""

_TAKE = """
    WITH taken AS (
        SELECT due.id FROM unnest(%(lanes)s::text[], %(tenants)s::uuid[], %(jobs)s::int[])
            AS turn (lane, tenant_id, jobs)
        CROSS JOIN LATERAL (
            SELECT id FROM platform.pending_jobs AS job
            WHERE job.lane = turn.lane AND job.tenant_id = turn.tenant_id
                AND handed_at IS NULL AND run_at <= now()
            ORDER BY run_at LIMIT turn.jobs FOR UPDATE SKIP LOCKED
        ) AS due
    )
    UPDATE platform.pending_jobs AS job SET handed_at = now()
    FROM taken WHERE job.id = taken.id
    RETURNING job.id, job.lane
"""
