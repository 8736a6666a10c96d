"""Webhooks on their way: signed, sent, sent again, and led astray when told to."""

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey

from fakes.clock import Clock
from fakes.jira.hooks import Hook, Hooks
from fakes.jira.payloads import payload
from fakes.jira.people import share
from fakes.jira.site import Site
from fakes.jira.world import Happening

_AGAIN = {408, 409, 425, 429}
_MOST_RETRIES = 5
_JWT_LIVES = 180
_PATIENCE = 10.0
_NAMESPACE = uuid.UUID("a2f2d2a6-3a0e-4c0c-9a6e-0c5f1b8f4f10")


@dataclass
class Delivery:
    id: str
    """The same for every try and every duplicate; unique on its site."""
    hook: Hook
    event: str
    body: bytes
    due: datetime
    retries: int = 0
    state: str = "waiting"
    """waiting, held, delivered, given up or lost"""
    answers: list[int | str] = field(default_factory=list)
    """What each try was answered, or why it was not."""


@dataclass
class Trouble:
    """What befalls the next so many deliveries."""

    duplicate: int = 0
    lose: int = 0
    hold: int = 0
    """As soon as so many wait, they go out, the last one first."""


@dataclass
class Deliveries:
    clock: Clock
    base: str
    hooks: Hooks
    client_id: str
    client_secret: str
    transport: httpx2.AsyncBaseTransport | None = None
    """Instead of the network."""
    all: list[Delivery] = field(default_factory=list)
    held: list[Delivery] = field(default_factory=list)
    trouble: Trouble = field(default_factory=Trouble)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def tell(self, site: Site, happening: Happening) -> None:
        """Everybody on this site who wants to know gets a delivery, which is sent at once."""
        now = self.clock.now()
        interested = [
            hook
            for hook in self.hooks.all.values()
            if hook.site is site and hook.wants(happening, now)
        ]
        told = payload(self.base, site, happening)
        for hook in interested:
            matched = {"matchedWebhookIds": [hook.id]} if hook.app else {}
            number = len(self.all)
            identifier = str(uuid.uuid5(_NAMESPACE, f"{site.id}/{number}/{hook.id}"))
            body = json.dumps(told | matched, ensure_ascii=False).encode()
            self._take(Delivery(identifier, hook, happening.event, body, now))
        self.wake()

    def _take(self, delivery: Delivery) -> None:
        trouble = self.trouble
        self.all.append(delivery)
        if trouble.lose:
            trouble.lose -= 1
            delivery.state = "lost"
        elif trouble.duplicate:
            trouble.duplicate -= 1
            again = Delivery(
                delivery.id, delivery.hook, delivery.event, delivery.body, delivery.due
            )
            self.all.append(again)
        elif trouble.hold:
            delivery.state = "held"
            self.held.append(delivery)
            if len(self.held) >= trouble.hold:
                self.release()

    def release(self) -> None:
        """What is held goes out backwards."""
        self.trouble.hold = 0
        self.all = [one for one in self.all if one.state != "held"]
        for delivery in reversed(self.held):
            delivery.state = "waiting"
            self.all.append(delivery)
        self.held = []
        self.wake()

    def wake(self) -> None:
        """Send what is due, without waiting for it."""
        task = asyncio.get_running_loop().create_task(self.settle())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Returns when nothing is due any more."""
        async with self._sending:
            if not self._due():
                return
            async with httpx2.AsyncClient(transport=self.transport, timeout=_PATIENCE) as client:
                while due := self._due():
                    await self._send(client, due[0])

    def _due(self) -> list[Delivery]:
        now = self.clock.now()
        return [one for one in self.all if one.state == "waiting" and one.due <= now]

    async def _send(self, client: httpx2.AsyncClient, delivery: Delivery) -> None:
        try:
            answer = await client.post(
                delivery.hook.url, content=delivery.body, headers=self._headers(delivery)
            )
        except httpx2.HTTPError as error:
            delivery.answers.append(type(error).__name__)
            self._again(delivery)
            return
        delivery.answers.append(answer.status_code)
        if answer.is_success:
            delivery.state = "delivered"
        elif answer.status_code in _AGAIN or answer.is_server_error:
            self._again(delivery)
        else:
            delivery.state = "given up"

    def _again(self, delivery: Delivery) -> None:
        """Five to fifteen minutes later, by chance in Jira and by its id here."""
        if delivery.retries >= _MOST_RETRIES:
            delivery.state = "given up"
            return
        delivery.retries += 1
        minutes = 5 + share(f"{delivery.id}/{delivery.retries}", 11)
        delivery.due = self.clock.now() + timedelta(minutes=minutes)

    def _headers(self, delivery: Delivery) -> dict[str, str]:
        told = {
            "Content-Type": "application/json; charset=UTF-8",
            "User-Agent": "Atlassian Webhook HTTP Client",
            "X-Atlassian-Webhook-Identifier": delivery.id,
            "X-Atlassian-Webhook-Flow": "Primary",
        }
        if delivery.retries:
            told["X-Atlassian-Webhook-Retry"] = str(delivery.retries)
        if delivery.hook.app:
            told["Authorization"] = f"Bearer {self._token(delivery.hook)}"
        elif delivery.hook.secret:
            told["X-Hub-Signature"] = signature(delivery.hook.secret, delivery.body)
        return told

    def _token(self, hook: Hook) -> str:
        """By the machine's time, which is the receiver's too, however far ours was moved."""
        now = int(time.time())
        claims = {"iss": self.client_id, "sub": hook.owner.id, "iat": now}
        key = OctKey.import_key(self.client_secret)
        return jwt.encode({"alg": "HS256"}, claims | {"exp": now + _JWT_LIVES}, key)


def signature(secret: str, body: bytes) -> str:
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
