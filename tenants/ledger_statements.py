"""The statements of the books. Those with steps end the run's message too, with `ended`.

Each is valid only while the row is as the start left it: attempts and crashes are the fence.
"""

from sqlalchemy import text

START = text("""
    UPDATE platform.pending_jobs AS job
    SET crashes = job.crashes + 1, dedupe_key = NULL, handed_at = now()
    FROM platform.tenants AS tenant
    WHERE job.id = ANY(:ids) AND tenant.id = job.tenant_id AND tenant.state = 'ACTIVE'
    RETURNING job.id, job.tenant_id, job.name, job.arguments, job.attempts, job.crashes,
        job.deaths
""")

# Also when the job is gone: then its message is a leftover.
PUT_BACK = """
    waiting AS (UPDATE platform.pending_jobs SET handed_at = NULL WHERE id = :id),
    ended AS (SELECT CAST(:id AS uuid) AS id)
"""

FINISH = """
    ended AS (
        DELETE FROM platform.pending_jobs AS job
        USING unnest(CAST(:ids AS uuid[]), CAST(:attempts AS int[]), CAST(:crashes AS int[]))
            AS run (id, attempts, crashes)
        WHERE job.id = run.id AND job.attempts = run.attempts AND job.crashes = run.crashes
        RETURNING job.id
    )
"""

RETRY = """
    ended AS (
        UPDATE platform.pending_jobs
        SET attempts = attempts + 1, crashes = 0, deaths = 0,
            handed_at = NULL, run_at = now() + :wait
        WHERE id = :id AND attempts = :attempts AND crashes = :crashes
        RETURNING id
    )
"""

UNDO = """
    ended AS (
        UPDATE platform.pending_jobs SET crashes = crashes - 1, handed_at = NULL
        WHERE id = :id AND attempts = :attempts AND crashes = :crashes
        RETURNING id
    )
"""

CRASHED = """
    ended AS (
        UPDATE platform.pending_jobs
        SET deaths = deaths + 1, handed_at = NULL, run_at = now() + :wait
        WHERE id = :id AND attempts = :attempts AND crashes = :crashes
        RETURNING id
    )
"""

BURY = """
    buried AS (
        DELETE FROM platform.pending_jobs
        WHERE id = :id AND attempts = :attempts AND crashes = :crashes
        RETURNING *
    ),
    ended AS (
        INSERT INTO platform.dead_letters (id, tenant_id, name, lane, arguments, attempts,
            crashes, cause, error, created_at, died_at)
        SELECT id, tenant_id, name, lane, arguments, attempts + 1, crashes, :cause, :error,
            created_at, now() FROM buried
        RETURNING id
    )
"""
