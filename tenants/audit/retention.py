"""What was kept long enough goes. What stays behind says how much went, so that nothing is hidden.

The company's own role can take nothing away. It says in the trail what may go, and the login of
the books has leave to remove just that, by a function that looks into this one table.
"""

from datetime import timedelta

from sqlalchemy import func, select, text

from domain.work import UnitOfWork
from infra.database import relay_engine
from tenants.audit.checkpoints import CHECKPOINT, Checkpoint
from tenants.audit.entry import AuditEntry
from tenants.audit.notes import note
from tenants.audit.period import audit_period
from tenants.audit.stored_trail import newest_checkpoint
from tenants.jobs import Lane, Run, job
from tenants.work import open_work

_REMOVE = text("SELECT platform.forget_audit(:schema)")


@job("audit.expire_entries", Lane.MAINTENANCE, every=timedelta(days=1))
async def forget_old_entries(run: Run) -> None:
    """First it is said, and anchored with the rest; then it is done. Broken off, it goes on."""
    known = await newest_checkpoint(run.place)
    async with open_work(run.place, run.actor, now=run.now) as work:
        await expire(work, known)
    async with relay_engine().begin() as books:
        await books.execute(_REMOVE, {"schema": run.place.schema})


async def expire(work: UnitOfWork, known: Checkpoint | None) -> None:
    """Say in the trail which entries are older than the company's period, if any are."""
    oldest_kept = work.now - timedelta(days=await audit_period(work))
    kept = select(func.min(AuditEntry.seq)).where(AuditEntry.at >= oldest_kept)
    first_kept = await work.session.scalar(kept)
    before = AuditEntry.seq < first_kept if first_kept else AuditEntry.at < oldest_kept
    newest_first = select(AuditEntry.seq, AuditEntry.hash).where(before)
    last = (await work.session.execute(newest_first.order_by(AuditEntry.seq.desc()))).first()
    if last is not None and (known is None or last.seq > known.last_seq):
        gone = Checkpoint(last.seq, last.hash)
    elif known is not None and not known.by_current_key:
        gone = known
    else:
        return
    details = gone.sealed(work.tenant_id, gone.last_seq - (known.last_seq if known else 0))
    note(work, CHECKPOINT, subject="audit", subject_id=None, **details)
