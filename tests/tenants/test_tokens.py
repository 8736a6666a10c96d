"""Access tokens: who may make and revoke them, what they stand for, what is kept of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.actor import Actor, ActorKind, Role
from domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from domain.events import StoredEvent
from domain.people.commands import add_person, change_roles, end_employment
from domain.people.person import Person
from infra.database import Place, app_engine
from tenants.access.sign_in_policy import SignInPolicy
from tenants.access.token_approval import approve_token
from tenants.credential import TokenKind, digest
from tenants.operators import create_operator_token
from tenants.presenting import presenting
from tenants.token import (
    AccessToken,
    Issued,
    create_token,
    revoke_token,
    visible_tokens,
)
from tenants.verification import verify_token
from tenants.work import open_work
from tests.asking import Asking
from tests.people import NOON, Cast, acting

HELD = frozenset({"goals:read", "goals:write", "people:read"})
IN_A_MONTH = NOON + timedelta(days=30)


async def issue(
    cast: Cast, who: Person, kind: TokenKind = TokenKind.USER, roles: tuple[Role, ...] = ()
) -> Issued:
    async with open_work(cast.place, acting(who), now=NOON) as work:
        return await create_token(
            work, kind=kind, name="CI", scopes=["goals:read"], held=HELD, expires_at=IN_A_MONTH,
            roles=roles,
        )  # fmt: skip


async def tokens_of(place: Place) -> int:
    async with open_work(place, Actor.system(), now=NOON) as work:
        return await work.session.scalar(select(func.count()).select_from(AccessToken)) or 0


async def test_only_the_hash_is_stored(cast: Cast) -> None:
    issued = await issue(cast, cast.omar)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        row = (
            await work.session.execute(
                text("select row_to_json(t)::text from platform.access_tokens t")
            )
        ).scalar_one()
        events = await work.session.scalars(select(StoredEvent.content))
        told = [str(content) for content in events]
    assert issued.secret not in row + "".join(told)
    assert digest(issued.secret) in row
    assert issued.token.last_four == issued.secret[-4:]


async def test_a_user_token_stands_for_its_person(cast: Cast) -> None:
    issued = await issue(cast, cast.wei)
    verified = await verify_token(issued.secret, NOON)
    assert verified is not None
    assert (verified.place, verified.actor) == (
        cast.place,
        Actor.person(cast.wei.id, Role.ADMIN, token_id=issued.token.id),
    )
    assert verified.scopes == {"goals:read"}


async def test_an_app_token_stands_for_a_program_with_rights_of_its_own(cast: Cast) -> None:
    issued = await issue(cast, cast.wei, TokenKind.APP, (Role.ADMIN,))
    verified = await verify_token(issued.secret, NOON)
    assert verified is not None
    assert verified.actor == Actor(
        kind=ActorKind.PLUGIN, roles=frozenset({Role.ADMIN}), token_id=issued.token.id
    )


MAY = [
    ("omar", TokenKind.USER, (), None),
    ("hua", TokenKind.USER, (), None),
    ("wei", TokenKind.USER, (), None),
    ("wei", TokenKind.APP, (), None),
    ("wei", TokenKind.APP, (Role.ADMIN,), None),
    ("omar", TokenKind.APP, (), NotAllowed),
    ("hua", TokenKind.APP, (), NotAllowed),
    ("hua", TokenKind.APP, (Role.HR,), NotAllowed),
    ("wei", TokenKind.APP, (Role.HR,), NotAllowed),
    ("wei", TokenKind.USER, (Role.ADMIN,), Invalid),
    ("wei", TokenKind.OPERATOR, (), NotAllowed),
]


@pytest.mark.parametrize(("who", "kind", "roles", "refusal"), MAY)
async def test_who_may_create(
    cast: Cast, who: str, kind: TokenKind, roles: tuple[Role, ...], refusal: type[DomainError]
) -> None:
    person = getattr(cast, who)
    if refusal is None:
        await issue(cast, person, kind, roles)
        assert await tokens_of(cast.place) == 1
        return
    with pytest.raises(refusal):
        await issue(cast, person, kind, roles)
    assert await tokens_of(cast.place) == 0


async def test_a_program_makes_no_personal_token(cast: Cast) -> None:
    plugin = Actor(kind=ActorKind.PLUGIN, roles=frozenset({Role.ADMIN}))
    with pytest.raises(NotAllowed):
        async with open_work(cast.place, plugin, now=NOON) as work:
            await create_token(
                work, kind=TokenKind.USER, name="x", scopes=["goals:read"], held=HELD,
                expires_at=IN_A_MONTH,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("scopes", "refusal"),
    [
        ([], Invalid),
        (["records:read"], NotAllowed),
        (["goals:read", "nonsense"], NotAllowed),
        (["*"], NotAllowed),
    ],
)
async def test_nobody_gives_more_than_they_hold(
    cast: Cast, scopes: list[str], refusal: type[DomainError]
) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        with pytest.raises(refusal) as refused:
            await create_token(
                work, kind=TokenKind.USER, name="x", scopes=scopes, held=HELD,
                expires_at=IN_A_MONTH,
            )  # fmt: skip
    assert refused.value.field == "scopes"
    assert await tokens_of(cast.place) == 0


@pytest.mark.parametrize("days", [-1, 0, 366])
async def test_a_token_ends_within_a_year(cast: Cast, days: int) -> None:
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        with pytest.raises(Invalid) as refused:
            await create_token(
                work, kind=TokenKind.USER, name="x", scopes=["goals:read"], held=HELD,
                expires_at=NOON + timedelta(days=days),
            )  # fmt: skip
    assert refused.value.field == "expires_at"


async def test_a_token_ends_on_time(cast: Cast) -> None:
    issued = await issue(cast, cast.omar)
    assert await verify_token(issued.secret, IN_A_MONTH - timedelta(seconds=1)) is not None
    assert await verify_token(issued.secret, IN_A_MONTH) is None


@pytest.mark.parametrize(
    ("who", "may"), [("omar", True), ("wei", True), ("ana", False), ("mei", False), ("hua", False)]
)
async def test_who_may_revoke(cast: Cast, who: str, may: bool) -> None:
    issued = await issue(cast, cast.omar)
    if may:
        async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
            await revoke_token(work, token_id=issued.token.id)
        assert await verify_token(issued.secret, NOON) is None
        return
    with pytest.raises(NotFound):
        async with open_work(cast.place, acting(getattr(cast, who)), now=NOON) as work:
            await revoke_token(work, token_id=issued.token.id)
    assert await verify_token(issued.secret, NOON) is not None


async def test_revoking_twice_says_so_once(cast: Cast) -> None:
    issued = await issue(cast, cast.omar)
    for _ in range(2):
        async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
            await revoke_token(work, token_id=issued.token.id)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        names = await work.session.scalars(
            select(StoredEvent.name).where(StoredEvent.subject_id == issued.token.id)
        )
        assert sorted(names) == ["token.created", "token.revoked"]


async def test_rights_go_with_the_role(cast: Cast) -> None:
    issued = await issue(cast, cast.wei)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await change_roles(work, person_id=cast.hua.id, roles=[Role.ADMIN])
        await change_roles(work, person_id=cast.wei.id, roles=[])
    verified = await verify_token(issued.secret, NOON)
    assert verified is not None
    assert verified.actor.roles == frozenset()


async def roles_are(cast: Cast, who: Person, *roles: Role) -> None:
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        await change_roles(work, person_id=who.id, roles=roles)


async def approve(cast: Cast, who: Actor, issued: Issued, *held: str) -> None:
    async with open_work(cast.place, who, now=NOON) as work:
        await approve_token(work, token_id=issued.token.id, held=held or HELD)


@pytest.mark.parametrize("loss", ["demoted", "left"])
async def test_a_program_rests_when_who_answers_for_it_is_no_admin(cast: Cast, loss: str) -> None:
    await roles_are(cast, cast.mei, Role.ADMIN)
    issued = await issue(cast, cast.wei, TokenKind.APP, (Role.ADMIN,))
    if loss == "demoted":
        await roles_are(cast, cast.wei)
    else:
        async with open_work(cast.place, Actor.system(), now=NOON) as work:
            await end_employment(work, person_id=cast.wei.id, on=NOON.date())
    assert await verify_token(issued.secret, NOON) is None
    await approve(cast, Actor.person(cast.mei.id, Role.ADMIN), issued)
    verified = await verify_token(issued.secret, NOON)
    assert verified is not None
    assert verified.actor.roles == {Role.ADMIN}


async def test_a_program_rests_until_an_admin_who_showed_their_factor_approves_it(
    cast: Cast,
) -> None:
    issued = await issue(cast, cast.wei, TokenKind.APP, (Role.ADMIN,))
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        (await SignInPolicy.of(work)).second_factor = True
    shown = replace(acting(cast.wei), factor_shown=True)
    seen = {}
    for approves in (None, acting(cast.wei), shown):
        if approves is not None:
            await approve(cast, approves, issued)
        document = "{ accessTokens(first: 1) { nodes { rests } } }"
        (token,) = (await Asking(cast.place, shown).ask(document))["accessTokens"]["nodes"]
        verified = await verify_token(issued.secret, NOON)
        seen[approves] = (token["rests"], verified and verified.actor.roles)
    assert list(seen.values()) == [(True, None), (True, None), (False, {Role.ADMIN})]


async def test_a_program_has_no_role_that_who_answers_for_it_has_lost(cast: Cast) -> None:
    await roles_are(cast, cast.wei, Role.ADMIN, Role.HR)
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        wei = await work.get(Person, cast.wei.id)
    issued = await issue(cast, wei, TokenKind.APP, (Role.ADMIN, Role.HR))
    await roles_are(cast, cast.wei, Role.ADMIN)
    verified = await verify_token(issued.secret, NOON)
    assert verified is not None
    assert verified.actor.roles == {Role.ADMIN}


async def test_nobody_approves_a_token_beyond_what_they_hold(cast: Cast) -> None:
    await roles_are(cast, cast.wei, Role.ADMIN, Role.HR)
    both = Actor.person(cast.wei.id, Role.ADMIN, Role.HR)
    async with open_work(cast.place, both, now=NOON) as work:
        issued = await create_token(
            work, kind=TokenKind.APP, name="CI", scopes=["goals:read"], held=HELD,
            roles=[Role.HR], expires_at=IN_A_MONTH,
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="a role that you do not have"):
        await approve(cast, Actor.person(cast.mei.id, Role.ADMIN), issued)
    with pytest.raises(NotAllowed, match="goals:read"):
        await approve(cast, both, issued, "people:read")
    with pytest.raises(NotFound):
        await approve(cast, acting(cast.hua), issued)


async def test_only_a_program_s_token_that_is_good_is_approved(cast: Cast) -> None:
    own = await issue(cast, cast.wei)
    gone = await issue(cast, cast.wei, TokenKind.APP)
    async with open_work(cast.place, acting(cast.wei), now=NOON) as work:
        await revoke_token(work, token_id=gone.token.id)
    for issued in (own, gone):
        with pytest.raises(Conflict):
            await approve(cast, acting(cast.wei), issued)


async def test_no_token_makes_or_approves_a_token(cast: Cast) -> None:
    issued = await issue(cast, cast.wei, TokenKind.APP)
    by_token = Actor.person(cast.wei.id, Role.ADMIN, token_id=issued.token.id)
    with pytest.raises(NotAllowed, match="no token decides"):
        await approve(cast, by_token, issued)
    with pytest.raises(NotAllowed, match="no token decides"):
        async with open_work(cast.place, by_token, now=NOON) as work:
            await create_token(
                work, kind=TokenKind.USER, name="x", scopes=["goals:read"], held=HELD,
                expires_at=IN_A_MONTH,
            )  # fmt: skip
    assert await tokens_of(cast.place) == 1


@pytest.mark.parametrize(("kind", "by"), [(TokenKind.APP, None), (TokenKind.USER, "wei")])
async def test_an_event_says_which_token_did_it(
    cast: Cast, kind: TokenKind, by: str | None
) -> None:
    roles = (Role.ADMIN,) if kind is TokenKind.APP else ()
    issued = await issue(cast, cast.wei, kind, roles)
    verified = await verify_token(issued.secret, NOON)
    assert verified is not None
    async with open_work(cast.place, verified.actor, now=NOON) as work:
        eve = await add_person(work, name="Eve", email="eve@acme.test")
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        told = select(StoredEvent).where(StoredEvent.subject_id == eve.id)
        event = (await work.session.scalars(told)).one()
    who = getattr(cast, by).id if by else None
    assert (event.name, event.via_id, event.actor_id) == ("person.added", issued.token.id, who)


async def test_whoever_leaves_has_no_token(cast: Cast) -> None:
    issued = await issue(cast, cast.omar)
    async with open_work(cast.place, acting(cast.hua), now=NOON) as work:
        await end_employment(work, person_id=cast.omar.id, on=NOON.date())
    assert await verify_token(issued.secret, NOON) is None


async def test_use_is_noted_by_the_day(cast: Cast) -> None:
    issued = await issue(cast, cast.omar)
    await verify_token(issued.secret, NOON)
    async with open_work(cast.place, acting(cast.omar), now=NOON) as work:
        (token,) = (await work.session.scalars(visible_tokens(work.viewer))).all()
    assert token.last_used_on == NOON.date()


async def test_a_company_sees_only_its_own_tokens(cast: Cast, rival: Place) -> None:
    issued = await issue(cast, cast.omar)
    async with open_work(rival, Actor.system(), now=NOON) as work:
        assert (await work.session.scalars(select(AccessToken))).all() == []
        changed = await work.session.execute(
            text("update platform.access_tokens set revoked_at = now() returning id")
        )
        assert changed.all() == []
    assert await verify_token(issued.secret, NOON) is not None


async def test_without_its_hash_nobody_finds_a_token(cast: Cast) -> None:
    issued = await issue(cast, cast.omar)
    everything = select(AccessToken.id)
    async with AsyncSession(app_engine()) as session:
        assert (await session.scalars(everything)).all() == []
    async with presenting(digest("something else")) as session:
        assert (await session.scalars(everything)).all() == []
    async with presenting(issued.token.hash) as session:
        assert (await session.scalars(everything)).all() == [issued.token.id]


async def test_an_operator_stands_for_no_company(cast: Cast) -> None:
    secret = await create_operator_token("on call", NOON)
    verified = await verify_token(secret, NOON)
    assert verified is not None
    assert (verified.place, verified.scopes) == (None, {"tenants:manage"})
    async with open_work(cast.place, Actor.system(), now=NOON) as work:
        assert (await work.session.scalars(select(AccessToken))).all() == []
