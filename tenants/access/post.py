"""Mail as the effect of a job: tried again while that may help, and then a dead letter."""

from infra.mail.envelope import Undeliverable
from infra.mail.letter import Mail
from infra.mail.sending import send
from tenants.jobs import GiveUp, Run


async def post(run: Run, mail: Mail) -> None:
    """Send it, while no transaction is open. Raises GiveUp where it can never be sent."""
    try:
        await send(mail, job_id=run.job_id, now=run.now)
    except Undeliverable as refused:
        raise GiveUp from refused
