"""What Jira answered, read once however many look at it."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx2
import orjson

from integrations.jira import refusals
from integrations.jira.reading import many, some
from integrations.troubles import Unusable


@dataclass(frozen=True)
class Answer:
    """A response, of which the JSON is read when somebody wants to know."""

    response: httpx2.Response

    @cached_property
    def told(self) -> Any:  # noqa: ANN401 - JSON
        """None for nothing. Raises ValueError for what is not JSON."""
        content = self.response.content
        try:
            return orjson.loads(content) if content else None
        except orjson.JSONDecodeError:
            # The quick reader refuses half a letter, as is left of a title that was cut.
            return json.loads(content)

    @property
    def content(self) -> Any:  # noqa: ANN401 - JSON
        """What was asked for. Raises VendorTrouble where it was refused or is no JSON."""
        if not self.response.is_success:
            raise refusals.refusal(self.response)
        try:
            return self.told
        except ValueError:
            raise Unusable("What answers there is not Jira", zh="该地址返回的不是 Jira") from None

    def price(self, *, at_most: int) -> int:
        """In Atlassian's points: one for itself, and one for each thing that came.

        Counted where it is a list of things; otherwise it is what was paid beforehand.
        """
        if not self.response.is_success:
            return 1
        try:
            told = self.told
        except ValueError:
            return at_most
        if told is None:
            return 1
        if isinstance(told, list):
            return 1 + len(told)
        logs = many(some(told).get("issueChangeLogs"))
        if logs or "issueChangeLogs" in some(told):
            return 1 + sum(len(many(some(log).get("changeHistories"))) for log in logs)
        lists = [some(told)[name] for name in ("issues", "values") if name in some(told)]
        return 1 + len(many(lists[0])) if lists else at_most
