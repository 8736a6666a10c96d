"""Finding issues, page by page, as Cloud and as Data Center do it."""

import httpx2
import pytest

from fakes.jira.jira import Jira
from tests.fakes.asking import ADMIN, PAT


async def search(client: httpx2.AsyncClient, jql: str, **more: object) -> dict[str, object]:
    answer = await client.post("/rest/api/3/search/jql", json={"jql": jql} | more, auth=ADMIN)
    assert answer.status_code == 200, answer.text
    told: dict[str, object] = answer.json()
    return told


async def test_pages_end_without_a_token_and_hold_everything_once(
    client: httpx2.AsyncClient, jira: Jira
) -> None:
    jql = 'project in (TEAM) AND updated >= "2020/01/01 00:00" order by updated asc, key asc'
    keys: list[str] = []
    told = await search(client, jql, fields=["updated"], maxResults=30)
    while True:
        keys += [issue["key"] for issue in told["issues"]]
        if "nextPageToken" not in told:
            break
        assert told["isLast"] is False
        token = told["nextPageToken"]
        told = await search(client, jql, fields=["updated"], maxResults=30, nextPageToken=token)

    issues = jira.cloud_sites[0].world.issues
    assert told["isLast"] is True
    assert "total" not in told
    assert len(keys) == len(set(keys)) == len(issues)
    assert keys == sorted(keys, key=lambda key: (issues[key].updated, int(key[5:])))


async def test_only_ids_come_unless_fields_are_named(client: httpx2.AsyncClient) -> None:
    told = await search(client, "key = TEAM-1")

    assert told == {"issues": [{"id": "10001"}], "isLast": True}


@pytest.mark.parametrize(
    ("jql", "message"),
    [
        ("order by key", "Unbounded JQL queries are not allowed here. Please add a search "),
        ("colour = red", "Error in the JQL Query: Field 'colour' does not exist"),
        ("project = NOPE", "Error in the JQL Query: The value 'nope' does not exist for the "),
        ("project = TEAM and", "Error in the JQL Query: Expecting a field before the end"),
        ('updated >= "soon"', "Error in the JQL Query: Date value 'soon' for field 'updated' is"),
        ("project ~ TEAM", "Error in the JQL Query: The operator '~' is not supported by"),
        ('project = "TEAM', "Error in the JQL Query: The query ends in the middle of a text"),
    ],
)
async def test_what_is_not_understood_is_refused(
    client: httpx2.AsyncClient, jql: str, message: str
) -> None:
    answer = await client.post("/rest/api/3/search/jql", json={"jql": jql}, auth=ADMIN)

    assert answer.status_code == 400
    assert answer.json()["errorMessages"][0].startswith(message)


async def test_dates_are_read_in_the_askers_time_zone(
    client: httpx2.AsyncClient, jira: Jira
) -> None:
    """The admin is in Shanghai: 17:00 there is 09:00 UTC, when the first of a day were resolved."""
    issue = jira.cloud_sites[0].world.issues["TEAM-1"]
    local = f"{issue.updated:%Y/%m/%d} 17:00"

    found = await search(client, f'key = TEAM-1 and updated >= "{local}"')
    later = await search(client, f'key = TEAM-1 and updated > "{local}"')

    assert f"{issue.updated:%H:%M}" == "09:00"
    assert (len(found["issues"]), len(later["issues"])) == (1, 0)


async def test_words_are_joined_as_they_read(client: httpx2.AsyncClient, jira: Jira) -> None:
    world = jira.cloud_sites[0].world
    jql = 'assignee = "Ana Souza" and (status = Done or resolution is empty) and not key = TEAM-1'
    told = await client.post("/rest/api/3/search/approximate-count", json={"jql": jql}, auth=ADMIN)

    of_ana = [i for i in world.issues.values() if i.assignee and i.assignee.name == "Ana Souza"]
    assert told.json() == {"count": len([one for one in of_ana if one.key != "TEAM-1"])}


async def test_the_data_center_counts(client: httpx2.AsyncClient, jira: Jira) -> None:
    asked = {"jql": "project = TEAM order by key", "startAt": 2, "maxResults": 2}
    told = (await client.get("/dc/rest/api/2/search", params=asked, headers=PAT)).json()
    cloud = await client.get("/rest/api/3/search", params=asked, auth=ADMIN)

    assert (told["startAt"], told["total"]) == (2, len(jira.server.world.issues))
    assert [issue["key"] for issue in told["issues"]] == ["TEAM-3", "TEAM-4"]
    assert set(told["issues"][0]["fields"]["assignee"]) >= {"name", "key", "emailAddress"}
    assert isinstance(told["issues"][0]["fields"]["description"], str)
    assert cloud.status_code == 410
