"""The names of the sprints that an issue was planned in. Pure."""

import re

from integrations.jira.reading import many, some, text

_NAME = re.compile(
    r",name=(.*?)(?=,(?:id|rapidViewId|boardId|state|goal|startDate|endDate|completeDate"
    r"|activatedDate|sequence|autoStartStop|synced|incompleteIssuesDestinationId)=|\]$|$)",
    re.DOTALL,
)


def sprints_in(told: object) -> list[str]:
    """Cloud gives objects; Data Center what Java prints of them: `…[id=5,…,name=Sprint 2,…]`.

    A name may hold commas: it ends where the next of the known parts begins.
    """
    names = []
    for one in many(told):
        if isinstance(one, str):
            found = _NAME.search(one)
            names.append(found[1] if found else "")
        else:
            names.append(text(some(one).get("name")))
    return [name for name in names if name]
