"""What the trail keeps, and what it leaves to others: each event there is stands in one table.

An event of `AUDITED` leaves an entry by being announced. `NOTED` are deeds without an event, noted
where they are done. What is in `ELSEWHERE` is kept as an event, which nobody changes either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What of an event an entry holds.

    Args:
        details: fields with our own words, numbers or ids in them.
        about: fields with the people concerned.
        by_subject: what the system carried out is the deed of whom it is about.
        by_people: only where a person or a program did it; the system does it in bulk.
    """

    details: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    by_subject: bool = False
    by_people: bool = False


_PERSON: Final = ("subject_id",)
_PLUGIN: Final = Kept(details=("plugin_id",))
_VENDOR: Final = Kept(details=("vendor",))
_OF_DELEGATION: Final = ("client_id",)

AUDITED: Final[Mapping[str, Kept]] = {
    "connection.disconnected": _VENDOR,
    "connection.sources_chosen": _VENDOR,
    "connection.started": _VENDOR,
    "conversation.waived": Kept(about=("employee_id", "manager_id")),
    "delegation.allowed": Kept(details=(*_OF_DELEGATION, "scopes"), about=("person_id",)),
    "delegation.begun": Kept(details=_OF_DELEGATION, about=("person_id",)),
    "delegation.ended": Kept(details=(*_OF_DELEGATION, "because"), about=("person_id",)),
    "email_domain.claimed": Kept(details=("domain",)),
    "email_domain.lost": Kept(details=("domain",)),
    "email_domain.proven": Kept(details=("domain",)),
    "external_account.matched": Kept(about=("person_id",), by_people=True),
    "goal.ticks_waived": Kept(about=("waived_by_id",)),
    "identity.matched": Kept(details=("proof",), about=_PERSON, by_subject=True),
    "identity.removed": Kept(about=("person_id",)),
    "identity_provider.added": Kept(),
    "identity_provider.changed": Kept(details=("fields",)),
    "identity_provider.removed": Kept(),
    "job.retried": Kept(),
    "person.access_restored": Kept(about=_PERSON),
    "person.added": Kept(about=_PERSON),
    "person.amended": Kept(about=_PERSON),
    "person.confirmed": Kept(details=("kind",), about=_PERSON, by_subject=True),
    "person.invited": Kept(about=_PERSON),
    "person.email_confirmed": Kept(about=_PERSON),
    "person.left": Kept(details=("on",), about=_PERSON),
    "person.link_asked": Kept(about=_PERSON),
    "person.link_sent": Kept(details=("purpose",), about=_PERSON),
    "person.manager_changed": Kept(
        details=("manager_id", "former_manager_id", "from_"), about=_PERSON
    ),
    "person.rehired": Kept(about=_PERSON),
    "person.roles_changed": Kept(details=("roles", "former_roles"), about=_PERSON),
    "person.signed_in": Kept(about=_PERSON, by_subject=True),
    "person.first_proof": Kept(about=_PERSON),
    "person.text_opened": Kept(details=("by",), about=_PERSON),
    "plugin.approved": Kept(details=("plugin_id", "scopes")),
    "plugin.purged": _PLUGIN,
    "plugin.resumed": _PLUGIN,
    "plugin.retried": _PLUGIN,
    "plugin.submitted": _PLUGIN,
    "plugin.suspended": _PLUGIN,
    "plugin.uninstalled": _PLUGIN,
    "plugin.upgrade_declined": _PLUGIN,
    "plugin.upgraded": Kept(details=("plugin_id", "scopes")),
    "second_factor.added": Kept(details=("kind",), about=_PERSON),
    "second_factor.demanded": Kept(details=("demanded",)),
    "second_factor.recovery_codes_renewed": Kept(about=_PERSON),
    "second_factor.removed": Kept(details=("kind",), about=_PERSON),
    "second_factor.reset": Kept(about=_PERSON),
    "single_sign_on.demanded": Kept(details=("demanded",), about=_PERSON),
    "token.approved": Kept(),
    "token.created": Kept(details=("kind", "scopes", "roles")),
    "token.revoked": Kept(),
    "touchpoint.waived": Kept(details=("kind",), about=("person_id",)),
    "trigger_rule.changed": Kept(details=("version",)),
    "webhook_endpoint.amended": Kept(details=("types",)),
    "webhook_endpoint.created": Kept(details=("types",)),
    "webhook_endpoint.deleted": Kept(),
    "webhook_endpoint.deliveries_replayed": Kept(details=("deliveries",)),
    "webhook_endpoint.paused": Kept(),
    "webhook_endpoint.resumed": Kept(),
    "webhook_endpoint.secret_rotated": Kept(),
    "webhook_endpoint.switched_off": Kept(details=("reason",)),
}

NOTED: Final = frozenset(
    {
        "audit.expired",
        "audit.exported",
        "audit.period_changed",
        "company.audit_days_set",
        "company.closed",
        "company.domain_given",
        "company.domain_taken",
        "company.exported",
        "company.link_made",
        "company.restored",
        "company.resumed",
        "company.suspended",
        "connection.changed",
        "connection.hook_revealed",
        "connection.losses_accepted",
        "content.read",
        "session.ended",
        "sign_in.refused",
    }
)

_A_TALK: Final = "what two people do with each other is theirs; its events tell that it happened"
_A_GOAL: Final = "a goal keeps its own history of versions, ticks and check-ins"
_BY_ITSELF: Final = "it comes about by itself or from another system, and gives nobody a right"

ELSEWHERE: Final[Mapping[str, str]] = {
    "commitment.": _A_TALK,
    "conversation.": _A_TALK,
    "prep_pack.": _A_TALK,
    "talking_point.": _A_TALK,
    "record.": "what was shared of a record is a chain of its own, which both its people can check",
    "goal.": _A_GOAL,
    "nudge.": _BY_ITSELF,
    "touchpoint.": _BY_ITSELF,
    "trigger.": _BY_ITSELF,
    "scorecard.": _BY_ITSELF,
    "metric.": _BY_ITSELF,
    "evidence.": _BY_ITSELF,
    "milestone.": _BY_ITSELF,
    "connection.connected": _BY_ITSELF,
    "connection.degraded": _BY_ITSELF,
    "connection.reauth_required": _BY_ITSELF,
    "plugin.activated": _BY_ITSELF,
    "plugin.failed": _BY_ITSELF,
    "plugin.upgrade_offered": _BY_ITSELF,
    "webhook_endpoint.failing": _BY_ITSELF,
    "webhook_endpoint.tried": "an example was sent, and nothing of the company's",
}
"""Why an event, or all that begin so and are not in `AUDITED`, leaves no entry."""


def kept_as(deed: str) -> Kept | str | None:
    """What the trail keeps of it, or why it keeps nothing; None: nobody has decided that."""
    if deed in AUDITED or deed in NOTED:
        return AUDITED.get(deed, Kept())
    reasons = (why for start, why in ELSEWHERE.items() if deed.startswith(start))
    return next(reasons, None)
