"""What has happened to the domains of a company."""

from domain.events import Event


class DomainClaimed(Event):
    name = "email_domain.claimed"
    subject = "email_domain"

    domain: str


class DomainProven(Event):
    """Its record was found, for the first time or again."""

    name = "email_domain.proven"
    subject = "email_domain"

    domain: str


class DomainLost(Event):
    """Its record is gone, or an admin has given it up."""

    name = "email_domain.lost"
    subject = "email_domain"

    domain: str
