"""What a request may cost, and what nobody may fill."""

from operate.guards.guard import Guard

_COST = "tests/api/graphql/test_planning_cost.py::"
_BUDGET = "tests/api/graphql/test_budget.py::"
_FRONT = "tests/api/test_front.py::"

GUARDS = (
    Guard(
        "planning is paid for",
        "api.graphql.serving.charging:Charging.on_execute",
        "points += document.planning[place]",
        (_COST + "test_a_plan_is_paid_for_once",),
    ),
    Guard(
        "values in variables are paid for",
        "api.graphql.serving.charging:Charging.on_execute",
        "document.cost(schema, name, variables) + points_of_values(variables)",
        (_COST + "test_rows_and_long_lists_in_variables_cost",),
        instead="document.cost(schema, name, variables)",
    ),
    Guard(
        "one operation costs only so much",
        "api.graphql.serving.charging:Charging.on_execute",
        "points > allowed",
        ("tests/api/graphql/test_limits.py::test_one_more_is_refused",),
    ),
    Guard(
        "what is refused costs, too",
        "api.graphql.serving.charging:Charging.on_operation",
        "self._in_vain",
        (_BUDGET + "test_what_is_refused_costs_ten_points",),
    ),
    Guard(
        "whoever has no points is not even read",
        "api.graphql.serving.charging:Charging.on_parse",
        "self.execution_context.context.require_points()",
        (_BUDGET + "test_without_a_point_nothing_is_even_read",),
    ),
    Guard(
        "plans are kept within bounds",
        "api.graphql.planner.kept:PlanMemory.of",
        "len(self._kept) > self._most_operations",
        (_COST + "test_what_is_kept_is_bounded",),
    ),
    Guard(
        "a body is as long as it may be",
        "api.middleware:Bounded.__call__.receive_bounded",
        "read > largest",
        (_FRONT + "test_bodies_are_bounded",),
    ),
    Guard(
        "nothing is free",
        "api.graphql.serving.budget:Budgets.spend",
        "max(points, 1)",
        (_BUDGET + "test_nothing_is_free",),
        instead="points",
    ),
)
