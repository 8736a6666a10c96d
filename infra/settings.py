"""What an operator may set; every value has a default that is safe on a laptop."""

import os
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, IPvAnyNetwork, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from infra.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent


def _half_of_the_cores() -> int:
    return max(1, (os.cpu_count() or 1) // 2)


class Settings(BaseSettings):
    """Read from the environment (TANLU_…) and from `.env`."""

    model_config = SettingsConfigDict(
        env_prefix="TANLU_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    database_url: SecretStr = SecretStr("")
    """The owner's address: migrates and creates tenants. Empty: PostgreSQL is embedded."""
    app_database_url: SecretStr = SecretStr("")
    """The app's address, for the API and workers. Empty: follows from the owner's."""
    relay_database_url: SecretStr = SecretStr("")
    """The relay's address, for relay, workers and schedule. Empty: follows from the owner's."""
    secret_key: SecretStr = SecretStr("")
    """What other secrets are derived from or encrypted with. `./tanlu up` makes one."""
    former_secret_key: SecretStr = SecretStr("")
    """While the key is being changed: the one there was. What it wrapped can still be read."""
    data_dir: Path = ROOT / ".tanlu"
    audit_anchors: str = ""
    """The file that the heads of audit trails are added to. Empty: `audit/anchors.jsonl` in the
    data folder."""
    public_url: str = "http://127.0.0.1:8000"
    """Where people and programs reach Tanlu. Its host is answered, and the loopback's names."""
    allowed_hosts: tuple[str, ...] = ()
    """Further names that requests may come in by, as JSON: `["tanlu.example"]`."""
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()
    """Proxies that say in X-Forwarded-For where a request comes from, as JSON: `["10.0.0.0/8"]`.
    Attempts to come in are counted by that address; without a proxy here, by the peer's."""
    pushed_rows_an_hour: int = Field(default=50_000, gt=0)
    pushed_rows_a_day: int = Field(default=300_000, gt=0)
    """What a company may push (evidence, points of metrics, lists), in each API process."""
    failures_a_minute: int = Field(default=60, gt=0)
    """How often somebody may fail to come in from one network, in each API process."""
    console_dir: Path = ROOT / "web" / "dist"
    """The console as it was built; without one, the API serves no pages but those of sign-in."""
    drain_seconds: float = 0.0
    """How long the API goes on serving after SIGTERM, while /readyz says no."""
    cost_refill: int = Field(default=100, gt=0, le=100_000_000)
    """Points of GraphQL cost that each principal gets back per second, in each API process."""
    private_peers: tuple[str, ...] = ()
    """Servers of the company's own that requests may go to although they are private, or speak
    plain HTTP: as JSON, `["jira.corp.example:443", "127.0.0.1:9000"]`. Nothing else is opened."""
    dns_servers: tuple[str, ...] = ()
    """Whom to ask about domains that companies claim, as JSON: `["10.0.0.2", "127.0.0.1:5353"]`.
    Empty: the machine's own."""
    api_processes: int = Field(default_factory=_half_of_the_cores, ge=1, le=64)
    """How many processes `./tanlu up` answers requests with, on one port: one for two cores."""
    worker_processes: int = Field(default_factory=_half_of_the_cores, ge=1, le=64)
    """How many processes of `./tanlu up` carry out jobs: one for two cores."""
    pool_size: int = 10
    """Connections each process may hold to PostgreSQL."""
    tenants_per_connection: int = 250
    """A connection is closed after so many tenants: PostgreSQL never frees its relation cache."""
    broker: Literal["postgres", "rabbitmq"] = "postgres"
    stuck_after_seconds: int = 60
    """A worker ends when a job has kept it from everything else for so long."""
    rabbitmq_url: SecretStr = SecretStr("")
    smtp_url: SecretStr = SecretStr("")
    """Where mail is handed over: `smtp://user:password@host:587` (STARTTLS), or `smtps://…`.
    Empty: each mail lies in the data folder, under `mail`."""
    mail_sender: str = "Tanlu 谈录 <no-reply@tanlu.invalid>"
    """Whom mail is from: `Name <address>`."""


@cache
def settings() -> Settings:
    """Raises Trouble for a value that cannot be: the first one, by its name."""
    try:
        return Settings()
    except ValidationError as refusal:
        first = refusal.errors(include_input=False, include_url=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise Trouble(f"The setting TANLU_{name} cannot be used: {first['msg']}.") from None
