"""No token decides who comes in: not itself again, not another program, not a person."""

from typing import Any

import pytest
from graphql import (
    GraphQLInputField,
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_list_type,
    is_required_input_field,
)
from sqlalchemy import select

from api.graphql.mutations import SIGNED_IN_ONLY
from api.graphql.planner.planning import metadata_of
from api.graphql.schema import schema
from domain.actor import Actor, ActorKind, Role
from domain.base import new_id
from domain.events import StoredEvent
from tenants.work import open_work
from tests.asking import Asking
from tests.people import NOON, Cast

CORE = schema._schema  # noqa: SLF001 - graphql-core's own schema
MUTATIONS = CORE.mutation_type.fields if CORE.mutation_type else {}

GIVE = {
    "addIdentityProvider": "whoever it vouches for comes in",
    "approvePlugin": "the plugin gets a secret",
    "approvePluginUpgrade": "the plugin gets more scopes, and perhaps a secret",
    "approveToken": "a program goes on",
    "amendWebhookEndpoint": "whoever listens there is told for as long as it lasts",
    "changeIdentityProvider": "whoever it vouches for comes in",
    "changeRoles": "somebody may more than before",
    "claimDomain": "whoever has an address there comes in",
    "confirmEmail": "whoever has the address comes in",
    "confirmIdentity": "whoever has the account comes in",
    "createToken": "a program, or whoever asks, gets a secret",
    "createWebhookEndpoint": "whoever listens there is told for as long as it lasts",
    "invite": "whoever has the mail comes in",
    "invitePerson": "whoever has the link comes in",
    "offerPluginUpgrade": "the plugin may get a secret",
    "restoreAccess": "whoever has the mail comes in again",
    "resumePlugin": "the plugin comes in again",
    "retryPlugin": "the plugin comes in again",
    "revealHook": "whoever has the secret may tell us things",
    "rotateWebhookSecret": "whoever has the secret may pass for Tanlu",
}
"""What lets somebody in, and whom."""

KEEP_OUT = {
    "checkDomain": "whoever has an address there comes in, or does so no more",
    "demandSecondFactor": "whoever has none has no role",
    "demandSingleSignOn": "whoever has no account comes in no more",
    "endSessionsOf": "whoever is signed in is so no more",
    "giveDomainUp": "whoever has an address there comes in no more",
    "removeIdentity": "whoever has the account comes in no more",
    "removeIdentityProvider": "whoever it vouches for comes in no more",
    "resetSecondFactor": "whoever had it has none",
    "revokeDelegation": "the plugin acts for nobody",
    "revokeSessions": "whoever is signed in there is so no more",
    "revokeToken": "the program, or whoever has it, is refused",
    "suspendPlugin": "the plugin is refused",
    "uninstallPlugin": "the plugin is refused",
}
"""What keeps somebody out, and whom."""

DECIDE = GIVE | KEEP_OUT

GIVE_NONE = {
    "acceptLosses", "acknowledgeRecord", "activateGoal", "addFact", "addPerson", "addQuestion",
    "alignGoal", "changeAuditPeriod", "confirmSuggestions",
    "disownAccounts", "exportAudit",
    "amendGoal", "amendPerson", "amendRecord", "answerTouchpoint",
    "assignTouchpoint", "attachStatement", "beginClosing", "cancelConversation",
    "carryOverCommitment", "changeConnection", "changeTriggerRule", "checkIdentityProvider",
    "checkIn", "chooseLanguage", "chooseSite", "chooseSources", "closeConversation", "closeGoal",
    "completePreparation", "confirmHeld", "confirmRevision", "connectVendor", "contestRecord",
    "declinePluginUpgrade", "declineRevision", "deleteWebhookEndpoint",
    "disconnectVendor", "discussTalkingPoint", "dismissNudge", "draftGoal", "endEmployment",
    "fulfilCommitment", "importPeople", "installDefaultRules", "logConversation",
    "markNudgeSeen", "matchAccount", "missConversation", "pauseWebhookEndpoint",
    "planConversation", "prepareConversation", "previewImport", "proposeDraft", "proposeGoal",
    "proposeGoals", "proposeRevision", "pushEvidence", "pushMetricPoints", "raiseTalkingPoint",
    "recomputeScorecard", "recordConversation", "rehirePerson", "releaseCommitment",
    "reopenGoal", "replayWebhookDeliveries",
    "replayWebhookDelivery", "resumeWebhookEndpoint", "retryJobs", "scheduleConversation",
    "sealRecord", "sendTestWebhook", "setManager", "shareRecord", "startConversation",
    "submitPlugin", "syncConnectionNow", "testConnection", "tickGoal",
    "waiveConversation", "waiveTicks", "waiveTouchpoint", "withdrawGoal",
    "writeNote",
}  # fmt: skip

ROLES = frozenset(Role)


def test_every_mutation_decides_who_comes_in_or_does_not() -> None:
    assert GIVE_NONE | set(DECIDE) == set(MUTATIONS)
    assert not set(DECIDE) & GIVE_NONE
    assert not set(GIVE) & set(KEEP_OUT)


def test_those_that_do_are_marked() -> None:
    assert {n for n, field in MUTATIONS.items() if metadata_of(field)[SIGNED_IN_ONLY]} == set(
        DECIDE
    )


def something(field: GraphQLInputField) -> Any:  # noqa: ANN401 - JSON
    """A value that the field takes."""
    kind = get_named_type(field.type)
    if is_list_type(get_nullable_type(field.type)):
        return []
    if is_enum_type(kind):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return required_of(kind)
    samples = {"ID": str(new_id()), "DateTime": NOON.isoformat(), "Int": 1, "Boolean": True}
    samples |= {"Float": 1.5, "Date": "2026-11-02", "JSON": {}}
    return samples.get(kind.name, "x")


def required_of(kind: GraphQLInputObjectType) -> dict[str, Any]:
    return {n: something(f) for n, f in kind.fields.items() if is_required_input_field(f)}


def wanted(name: str) -> tuple[str, dict[str, Any]]:
    kind = get_named_type(MUTATIONS[name].args["input"].type)
    assert isinstance(kind, GraphQLInputObjectType)
    document = f"""mutation ($input: {kind.name}!) {{
        answer: {name}(input: $input) {{ userErrors {{ message code }} }}
    }}"""
    return document, required_of(kind)


def programs(cast: Cast) -> dict[str, Actor]:
    token = Actor(kind=ActorKind.PLUGIN, roles=ROLES, token_id=new_id())
    delegated = Actor.person(cast.wei.id, *ROLES, via_id=new_id())
    engine = Actor(kind=ActorKind.AI, person_id=cast.wei.id, roles=ROLES)
    return {"token": token, "plugin": Actor.plugin(new_id()), "for Wei": delegated, "AI": engine}


def tokens(cast: Cast) -> dict[str, Actor]:
    return {**programs(cast), "own": Actor.person(cast.wei.id, *ROLES, token_id=new_id())}


SENTENCES = {"own": "Sign in to do this; no token decides who comes in"}
NO_PROGRAM = "Only a person decides who comes in; a program cannot"


@pytest.mark.parametrize("name", DECIDE)
async def test_tokens_are_refused_whatever_their_rights(cast: Cast, name: str) -> None:
    document, given = wanted(name)
    for who, actor in tokens(cast).items():
        answer = (await Asking(cast.place, actor).ask(document, input=given))["answer"]
        (error,) = answer["userErrors"]
        assert error["code"] == "NOT_ALLOWED", who
        assert error["message"] == SENTENCES.get(who, NO_PROGRAM), who
    async with open_work(cast.place, Actor.system()) as work:
        told = select(StoredEvent.name).where(StoredEvent.occurred_at > NOON)
        assert (await work.session.scalars(told)).all() == []


async def test_a_program_hires_nobody_with_a_role(cast: Cast) -> None:
    hire = """mutation ($roles: [Role!]!) {
        addPerson(input: {name: "Eve", email: "eve@acme.test", roles: $roles}) {
            person { roles } userErrors { code }
        }
    }"""
    program = Asking(cast.place, programs(cast)["token"])
    refused = (await program.ask(hire, roles=["HR"]))["addPerson"]
    assert refused == {"person": None, "userErrors": [{"code": "NOT_ALLOWED"}]}
    hired = (await program.ask(hire, roles=[]))["addPerson"]
    assert hired == {"person": {"roles": []}, "userErrors": []}
