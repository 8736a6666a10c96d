"""The schema: every part's queries and mutations."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.graphql.nodes import NodeQueries
from api.graphql.parts.access import AccessMutations, AccessQueries
from api.graphql.parts.audit import AuditMutations, AuditQueries
from api.graphql.parts.commitments.deeds import CommitmentMutations
from api.graphql.parts.commitments.views import CommitmentQueries
from api.graphql.parts.connections.deeds import ConnectionMutations
from api.graphql.parts.connections.vendors import VendorQueries
from api.graphql.parts.connections.views import ConnectionQueries
from api.graphql.parts.conversations.deeds import ConversationMutations
from api.graphql.parts.conversations.views import ConversationQueries
from api.graphql.parts.delegations import DelegationMutations, DelegationQueries
from api.graphql.parts.email_domains import EmailDomainMutations, EmailDomainQueries
from api.graphql.parts.goals.deeds import GoalMutations
from api.graphql.parts.goals.views import GoalQueries
from api.graphql.parts.held_scopes import HeldScopeQueries
from api.graphql.parts.jobs import JobMutations, JobQueries
from api.graphql.parts.letting_in import LettingInMutations, LettingInQueries
from api.graphql.parts.notices import NoticeQueries
from api.graphql.parts.nudges import NudgeMutations, NudgeQueries
from api.graphql.parts.people.deeds import PeopleMutations
from api.graphql.parts.people.views import PeopleQueries
from api.graphql.parts.plugins.deeds import PluginMutations
from api.graphql.parts.plugins.upgrades import PluginUpgradeMutations
from api.graphql.parts.plugins.views import PluginQueries
from api.graphql.parts.policy.deeds import PolicyMutations
from api.graphql.parts.policy.views import PolicyQueries
from api.graphql.parts.rate_limit import RateLimitQueries
from api.graphql.parts.records.deeds import RecordMutations
from api.graphql.parts.records.views import RecordQueries
from api.graphql.parts.scorecards import ScorecardMutations, ScorecardQueries
from api.graphql.parts.second_factor import SecondFactorMutations, SecondFactorQueries
from api.graphql.parts.sessions import SessionMutations, SessionQueries
from api.graphql.parts.sign_in import SignInMutations, SignInQueries
from api.graphql.parts.signals.deeds import SignalMutations
from api.graphql.parts.signals.views import SignalQueries
from api.graphql.parts.webhooks.catalogue import WebhookCatalogueQueries
from api.graphql.parts.webhooks.deeds import WebhookEndpointMutations
from api.graphql.parts.webhooks.deliveries import WebhookDeliveryQueries
from api.graphql.parts.webhooks.sending import WebhookSendingMutations
from api.graphql.parts.webhooks.views import WebhookEndpointQueries
from api.graphql.scalars import SCALARS
from api.graphql.serving.charging import Charging
from api.graphql.serving.documents import Reading
from api.graphql.serving.execution import CloseContext, PassThrough
from api.graphql.serving.reporting import ReportedSchema


@strawberry.type
class Query(
    AccessQueries,
    AuditQueries,
    CommitmentQueries,
    ConnectionQueries,
    ConversationQueries,
    DelegationQueries,
    EmailDomainQueries,
    GoalQueries,
    HeldScopeQueries,
    JobQueries,
    LettingInQueries,
    NodeQueries,
    NoticeQueries,
    NudgeQueries,
    PeopleQueries,
    PluginQueries,
    PolicyQueries,
    RateLimitQueries,
    RecordQueries,
    ScorecardQueries,
    SecondFactorQueries,
    SessionQueries,
    SignInQueries,
    SignalQueries,
    VendorQueries,
    WebhookCatalogueQueries,
    WebhookDeliveryQueries,
    WebhookEndpointQueries,
):
    """What can be asked."""


@strawberry.type
class Mutation(
    AccessMutations,
    LettingInMutations,
    AuditMutations,
    CommitmentMutations,
    ConnectionMutations,
    ConversationMutations,
    DelegationMutations,
    EmailDomainMutations,
    GoalMutations,
    JobMutations,
    NudgeMutations,
    PeopleMutations,
    PluginMutations,
    PluginUpgradeMutations,
    PolicyMutations,
    RecordMutations,
    ScorecardMutations,
    SecondFactorMutations,
    SessionMutations,
    SignInMutations,
    SignalMutations,
    WebhookEndpointMutations,
    WebhookSendingMutations,
):
    """What can be done. Each field is one command in one transaction."""


schema = ReportedSchema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    execution_context_class=PassThrough,
    extensions=[CloseContext, Charging, Reading],
)
