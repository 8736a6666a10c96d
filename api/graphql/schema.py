"""The schema: every part's queries and mutations."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.graphql.access import AccessMutations, AccessQueries
from api.graphql.document import Reading
from api.graphql.execution import CloseContext, PassThrough
from api.graphql.goal_deeds import GoalMutations
from api.graphql.goals import GoalQueries
from api.graphql.nodes import NodeQueries
from api.graphql.people import PeopleQueries
from api.graphql.people_deeds import PeopleMutations
from api.graphql.reporting import ReportedSchema
from api.graphql.scalars import SCALARS


@strawberry.type
class Query(AccessQueries, GoalQueries, NodeQueries, PeopleQueries):
    """What can be asked."""


@strawberry.type
class Mutation(AccessMutations, GoalMutations, PeopleMutations):
    """What can be done. Each field is one command in one transaction."""


schema = ReportedSchema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    execution_context_class=PassThrough,
    extensions=[CloseContext, Reading],
)
