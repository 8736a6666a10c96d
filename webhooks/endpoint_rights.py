"""An endpoint hears of no more than whoever answers for it, or touches it, may know today."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import aliased

from domain.actor import Role
from domain.errors import NotAllowed
from domain.events import StoredEvent
from domain.people.person import Person
from domain.people.queries import today
from domain.reaction import reaction
from domain.work import UnitOfWork
from tenants.access.second_factor.standing import is_demanded
from webhooks.endpoint import Endpoint, EndpointKind, EndpointState, SwitchedOffBecause
from webhooks.events import EndpointSwitchedOff


def require_rights_of(work: UnitOfWork, endpoint: Endpoint, held: Collection[str]) -> None:
    """Whoever moves it, signs for it or sends by it could read what it hears. Raises NotAllowed."""
    scopes = set(endpoint.scopes) - set(held)
    roles = set(endpoint.roles) - work.actor.roles
    if not work.actor.is_system and (beyond := sorted(scopes | roles)):
        raise NotAllowed(
            f"This endpoint hears of more than you may know: {', '.join(beyond)}",
            zh=f"该接收地址可获知的内容超出您的权限：{'、'.join(beyond)}",
            field="endpoint_id",
        )


def take_over(work: UnitOfWork, endpoint: Endpoint, held: Collection[str]) -> None:
    """From now on whoever acts answers for it, if they have its rights. Raises NotAllowed.

    A token never answers for one, and nobody has to for a plugin's.
    """
    require_rights_of(work, endpoint, held)
    if endpoint.kind is EndpointKind.COMPANY and work.actor.is_signed_in:
        endpoint.created_by_id = work.actor.person_id
        endpoint.confirmed = work.actor.factor_shown


def still_may_hear(work: UnitOfWork) -> ColumnElement[bool]:
    """Whether an endpoint is a plugin's, or somebody answers for it who may do so today."""
    return may_hear_on(literal(today(work)))


def may_hear_on(day: ColumnElement[date]) -> ColumnElement[bool]:
    """As `still_may_hear`, on a day that a statement is told when it is executed."""
    answering = aliased(Person)
    stands = (
        select(answering.id)
        .where(
            answering.id == Endpoint.created_by_id,
            answering.roles.contains([Role.ADMIN.value]),
            answering.roles.contains(Endpoint.roles),
            answering.left_on.is_(None) | (answering.left_on > day),
        )
        .exists()
    )
    shown = Endpoint.confirmed | ~is_demanded()
    return (Endpoint.kind == EndpointKind.PLUGIN) | (stands & shown)


async def switch_off_without_rights(
    work: UnitOfWork, *, of_person: UUID | None = None
) -> list[UUID]:
    """Those that nobody answers for any more, of all or of one person. Returns their ids."""
    orphaned = select(Endpoint).where(
        Endpoint.state != EndpointState.SWITCHED_OFF, ~still_may_hear(work)
    )
    if of_person is not None:
        orphaned = orphaned.where(Endpoint.created_by_id == of_person)
    endpoints = (await work.session.scalars(orphaned.with_for_update())).all()
    because = SwitchedOffBecause.RIGHTS_LOST
    for each in endpoints:
        each.switch_off(because)
        work.announce(EndpointSwitchedOff(subject_id=each.id, reason=because.value))
    return [each.id for each in endpoints]


@reaction("webhooks.switch_off_endpoints")
async def silence_endpoints(work: UnitOfWork, event: StoredEvent) -> None:
    """Somebody lost a role or left: what they answer for says why it hears of nothing any more."""
    await switch_off_without_rights(work, of_person=event.subject_id)


@reaction("webhooks.switch_off_unconfirmed_endpoints")
async def silence_unconfirmed_endpoints(work: UnitOfWork, _: StoredEvent) -> None:
    """A second factor is demanded: so does what somebody answers for who had not shown theirs."""
    await switch_off_without_rights(work)
