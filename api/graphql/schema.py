"""The schema: every part's queries and mutations."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.graphql.access import AccessMutations, AccessQueries
from api.graphql.commitment_deeds import CommitmentMutations
from api.graphql.commitments import CommitmentQueries
from api.graphql.conversation_deeds import ConversationMutations
from api.graphql.conversations import ConversationQueries
from api.graphql.document import Reading
from api.graphql.execution import CloseContext, PassThrough
from api.graphql.goal_deeds import GoalMutations
from api.graphql.goals import GoalQueries
from api.graphql.nodes import NodeQueries
from api.graphql.nudges import NudgeMutations, NudgeQueries
from api.graphql.people import PeopleQueries
from api.graphql.people_deeds import PeopleMutations
from api.graphql.policy import PolicyQueries
from api.graphql.policy_deeds import PolicyMutations
from api.graphql.record_deeds import RecordMutations
from api.graphql.records import RecordQueries
from api.graphql.reporting import ReportedSchema
from api.graphql.scalars import SCALARS
from api.graphql.scorecards import ScorecardMutations, ScorecardQueries
from api.graphql.signal_deeds import SignalMutations
from api.graphql.signals import SignalQueries


@strawberry.type
class Query(
    AccessQueries,
    CommitmentQueries,
    ConversationQueries,
    GoalQueries,
    NodeQueries,
    NudgeQueries,
    PeopleQueries,
    PolicyQueries,
    RecordQueries,
    ScorecardQueries,
    SignalQueries,
):
    """What can be asked."""


@strawberry.type
class Mutation(
    AccessMutations,
    CommitmentMutations,
    ConversationMutations,
    GoalMutations,
    NudgeMutations,
    PeopleMutations,
    PolicyMutations,
    RecordMutations,
    ScorecardMutations,
    SignalMutations,
):
    """What can be done. Each field is one command in one transaction."""


schema = ReportedSchema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    execution_context_class=PassThrough,
    extensions=[CloseContext, Reading],
)
