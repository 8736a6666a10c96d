"""Which of the chosen projects can be asked about no longer: one that is gone spoils a question
about all.
"""

from collections.abc import Sequence

from integrations.jira import jql
from integrations.jira.client import Client
from integrations.jira.search import count
from integrations.terms import Source, SourceTrouble
from integrations.troubles import Unusable

_AT_MOST = 20
"""More than these are no matter of single projects."""


async def lost_among(
    client: Client, projects: Sequence[Source], refused: Unusable
) -> list[SourceTrouble]:
    """Those that are to be left out so that the others can be read.

    Args:
        client: whom to ask.
        projects: those that were asked about together.
        refused: what came of that.

    Raises:
        Unusable: `refused`, where it is not about some projects among others.
    """
    lost = await _lost(client, projects, _AT_MOST)
    if not lost or len(lost) == len(projects) or len(lost) > _AT_MOST:
        raise refused
    return lost


async def _lost(client: Client, projects: Sequence[Source], most: int) -> list[SourceTrouble]:
    """By halves: most projects are there, and are asked about together."""
    try:
        await count(client, jql.all_issues(projects))
    except Unusable as refused:
        if len(projects) == 1:
            return [_trouble(projects[0], refused)]
        half = len(projects) // 2
        found = await _lost(client, projects[:half], most)
        if len(found) <= most:
            found += await _lost(client, projects[half:], most - len(found))
        return found
    return []


def _trouble(project: Source, refused: Unusable) -> SourceTrouble:
    name = f"{project.name} ({project.key})" if project.key else project.name
    return SourceTrouble(
        external_id=project.external_id,
        en=f"{name} can no longer be read: it is archived, deleted or closed to this account."
        f" All else is read. {refused.message}",
        zh=f"{name} 已无法读取：可能已归档、删除，或该账户无权访问；其余项目照常读取。{refused.zh}",
    )
