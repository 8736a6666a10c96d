"""Jira over HTTP and nothing else: whom we ask as, what it costs, and what to do when refused."""

import asyncio
import base64
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Self

import httpx2

from infra import clock
from infra.guard import Blocked
from infra.http import TooLarge, answered, guarded_client
from integrations.connector import Door
from integrations.jira import refusals, ways
from integrations.jira.answer import Answer
from integrations.jira.settings import CloudToken, ServerToken, base_of, jira_app
from integrations.terms import Site
from integrations.troubles import TooMuch, TryLater, Unusable

ATTEMPTS = 4
FIRST_WAIT = 2.0
"""Seconds; doubled with each attempt, give or take a third."""
TIMEOUT = httpx2.Timeout(15.0, connect=3.0)
_LONGEST_HELD = timedelta(seconds=20)
"""A longer wait is a matter for a later job, not for one that holds a worker."""
_BROKEN = 500
_chance = random.SystemRandom()


class Client:
    """One connection's Jira. Paths begin with a slash: `/rest/api/…`."""

    def __init__(self, door: Door, http: httpx2.AsyncClient, site: Site | None = None) -> None:
        self._door = door
        self._http = http
        self._site = site or door.site
        self.most_at_once: int | None = None
        """Things on a page, once a page turned out to be too large."""

    def at(self, site: Site) -> Self:
        """The same, before the connection has settled on its site."""
        return type(self)(self._door, self._http, site)

    @property
    def is_cloud(self) -> bool:
        return self._door.way in ways.CLOUD

    @property
    def api(self) -> str:
        """Cloud's newest version; the only one that Data Center has."""
        return "/rest/api/3" if self.is_cloud else "/rest/api/2"

    async def get(self, path: str, *, objects: int = 1, **query: str | float | None) -> Any:  # noqa: ANN401 - JSON
        """What is there. `objects` is how many come back at most: each costs a point.

        Raises:
            VendorTrouble: they refused, or did not answer.
        """
        return await self.ask("GET", path, objects, params=_given(query))

    async def post(self, path: str, body: Mapping[str, Any], *, objects: int = 1) -> Any:  # noqa: ANN401 - JSON
        return await self.ask("POST", path, objects, json=dict(body))

    async def ask(self, method: str, path: str, objects: int = 1, **more: Any) -> Any:  # noqa: ANN401 - JSON
        answer = await self._answer(method, self._address(path), 1 + objects, **more)
        return answer.content

    async def found(self, path: str, *, objects: int = 1, **query: str | float | None) -> Any:  # noqa: ANN401 - JSON
        """As `get`, but None for what is not there."""
        address = self._address(path)
        answer = await self._answer("GET", address, 1 + objects, params=_given(query))
        return None if answer.response.status_code in {404, 410} else answer.content

    def _address(self, path: str) -> str:
        if self._door.way != ways.CLOUD_OAUTH:
            return base_of(self._door.settings) + path
        api = jira_app().api_url
        if not path.startswith("/rest/"):
            return api + path
        if self._site is None:
            raise Unusable("Choose a site first", zh="请先选择站点")
        return f"{api}/ex/jira/{self._site.id}{path}"

    async def _answer(self, method: str, address: str, price: int, **more: Any) -> Answer:  # noqa: ANN401
        renewed = False
        for attempt in range(1, ATTEMPTS + 1):
            await self._door.spend(price)
            header = await self._authorization()
            response = await self._send(method, address, header, **more)
            if response is None or response.status_code >= _BROKEN:
                await self._bear(response, attempt)
            elif response.status_code == 429:  # noqa: PLR2004 - Too Many Requests
                await self._obey(response, attempt)
            elif refusals.is_stranger(response):
                raise refusals.stranger()
            elif not renewed and self._may_renew(response):
                renewed = True
                await self._door.renewed(header)
            else:
                answer = Answer(response)
                await self._door.give_back(price - answer.price(at_most=price))
                return answer
        raise _unanswered(None)

    async def _send(
        self,
        method: str,
        address: str,
        header: str,
        **more: Any,  # noqa: ANN401 - the request's own
    ) -> httpx2.Response | None:
        headers = {"Authorization": header, "Accept": "application/json"}
        try:
            request = self._http.build_request(method, address, headers=headers, **more)
            return await answered(self._http, request)
        except Blocked as blocked:
            raise Unusable(blocked.message, zh=blocked.zh) from None
        except TooLarge:
            raise TooMuch(
                "Jira's answer is too large to read", zh="Jira 返回的内容过大，无法读取"
            ) from None
        except UnicodeError:
            raise refusals.stranger() from None
        except httpx2.HTTPError:
            return None

    async def _authorization(self) -> str:
        match self._door.settings:
            case CloudToken(email=email, api_token=token):
                pair = f"{email}:{token.get_secret_value()}"
                return f"Basic {base64.b64encode(pair.encode()).decode()}"
            case ServerToken(token=token):
                return f"Bearer {token.get_secret_value()}"
            case _:
                return await self._door.authorization()

    def _may_renew(self, response: httpx2.Response) -> bool:
        if response.status_code != 401 or refusals.lacks_scope(response):  # noqa: PLR2004 - Unauthorized
            return False
        return self._door.way in ways.BY_CONSENT

    async def _bear(self, response: httpx2.Response | None, attempt: int) -> None:
        """It is broken over there, or in between: wait a little, or give up for now."""
        told = None if response is None else refusals.retry_after(response, clock.now())
        await _wait(told, attempt)

    async def _obey(self, response: httpx2.Response, attempt: int) -> None:
        """A quota stops everything until it is reset; anything else only this one address."""
        limit = refusals.Limit.of(response, clock.now())
        if limit.until is None or not (limit.whole_app or limit.whole_site):
            await _wait(limit.until, attempt)
            return
        await self._door.pause(limit.until, whole_app=limit.whole_app)
        raise TryLater(
            f"Jira's quota is used up until {limit.until:%H:%M} UTC",
            zh=f"Jira 的调用配额已用完，UTC {limit.until:%H:%M} 恢复",
            until=limit.until,
            expected=True,
        )


@asynccontextmanager
async def client_of(door: Door) -> AsyncIterator[Client]:
    async with guarded_client(timeout=TIMEOUT) as http:
        yield Client(door, http)


async def _wait(told: datetime | None, attempt: int) -> None:
    """As long as they say, and longer with each attempt. Raises TryLater for longer waits."""
    now = clock.now()
    seconds = FIRST_WAIT * 2.0 ** (attempt - 1) * _chance.uniform(0.7, 1.3)
    until = max(told or now, now + timedelta(seconds=seconds))
    if attempt == ATTEMPTS or until - now > _LONGEST_HELD:
        raise _unanswered(told)
    await asyncio.sleep((until - now).total_seconds())


def _given(query: Mapping[str, str | float | None]) -> dict[str, str | float]:
    return {name: value for name, value in query.items() if value is not None}


def _unanswered(until: datetime | None) -> TryLater:
    return TryLater(
        "Jira does not answer, or only with errors; Tanlu goes on trying",
        zh="Jira 无响应或持续报错，系统会继续重试",
        until=until,
    )
