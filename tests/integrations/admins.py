"""What an admin does with a connection, in a line, through the schema's own door."""

from typing import Any

from infra.database import Place
from tests.asking import Asking
from tests.integrations.conftest import Played
from tests.jobs import run_pending_jobs
from tests.people import Cast, acting

SHOWN = """id state lastError siteName itemsRead itemsExpected consentPath
  sources { id kind key name chosen itemsRead }"""


class Admin:
    """Wei, who connects Jira."""

    def __init__(self, cast: Cast) -> None:
        self.place: Place = cast.place
        self.asking = Asking(cast.place, acting(cast.wei))

    async def do(self, deed: str, shown: str = "connection { id }", **input: Any) -> Any:  # noqa: ANN401 - JSON
        kind = f"{deed[0].upper()}{deed[1:]}Input"
        if deed in {
            "testConnection",
            "syncConnectionNow",
            "disconnectVendor",
            "revealHook",
            "acceptLosses",
        }:
            kind = "DataConnectionInput"
        asked = f"{deed}(input: $input) {{ {shown} userErrors {{ message }} }}"
        document = f"mutation ($input: {kind}!) {{ {asked} }}"
        answer = (await self.asking.ask(document, input=input))[deed]
        assert answer["userErrors"] == [], answer
        return answer

    async def seen(self, connection_id: str) -> Any:  # noqa: ANN401 - JSON
        document = f"query ($id: ID!) {{ dataConnection(id: $id) {{ {SHOWN} }} }}"
        return (await self.asking.ask(document, id=connection_id))["dataConnection"]

    async def connect(self, played: Played, way: str = "CLOUD_TOKEN") -> str:
        """Connected by an API token and looked at. Gives the connection's id."""
        demo = f"{played.address}{played.demo.path}"
        settings = {
            "CLOUD_TOKEN": {
                "site_url": demo,
                "email": "jira.admin@demo.example",
                "api_token": "fake-jira-api-token",
            },
            "SERVER_TOKEN": {"base_url": f"{played.address}/dc", "token": "fake-jira-pat"},
            "CLOUD_OAUTH": {},
            "SERVER_OAUTH": {
                "base_url": f"{played.address}/dc",
                "client_id": "fake-jira-client",
                "client_secret": "fake-jira-client-secret",
            },
        }[way]
        made = await self.do(
            "connectVendor", vendor="jira", way=way, name="Our Jira", settings=settings
        )
        await run_pending_jobs(self.place)
        return str(made["connection"]["id"])

    async def read_everything(self, connection_id: str) -> Any:  # noqa: ANN401 - JSON
        """Choose all there is, and let the jobs run."""
        sources = (await self.seen(connection_id))["sources"]
        wanted = [source["id"] for source in sources if source["kind"] != "SITE"]
        await self.do("chooseSources", connectionId=connection_id, sourceIds=wanted)
        await run_pending_jobs(self.place)
        return await self.seen(connection_id)
