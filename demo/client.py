"""An outside client: HTTP and GraphQL, nothing of the house."""

import time
from typing import Any

import httpx2

_TOO_MANY = httpx2.codes.TOO_MANY_REQUESTS


class RefusedError(Exception):
    """The service would not do it; the message says why, in its words."""


class Client:
    """Somebody at the service's door, by access token or signed in by link."""

    def __init__(self, address: str, *, token: str | None = None) -> None:
        headers = {"Accept": "application/graphql-response+json", "X-Requested-With": "tanlu-demo"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        self._http = httpx2.Client(base_url=address, headers=headers, timeout=30, trust_env=False)
        self.asked = 0

    @classmethod
    def signed_in(cls, address: str, link: str) -> "Client":
        """Uses a one-time link up, as its button does."""
        client = cls(address)
        answer = client._http.post(httpx2.URL(link).path)
        if answer.status_code != httpx2.codes.SEE_OTHER:
            raise RefusedError(f"The sign-in link answers {answer.status_code}")
        return client

    def ask(self, document: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """The answer's data. Raises RefusedError for any error."""
        self.asked += 1
        body = {"query": document, "variables": variables}
        while (answer := self._http.post("/graphql", json=body)).status_code == _TOO_MANY:
            time.sleep(int(answer.headers["retry-after"]))
        told = answer.json()
        if told.get("errors"):
            raise RefusedError("; ".join(error["message"] for error in told["errors"]))
        data: dict[str, Any] = told["data"]
        return data

    def do(self, mutation: str, shown: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Carry out one mutation and return its payload. Raises RefusedError for user errors.

        Args:
            mutation: the field's name; its input is the type of the same name.
            shown: the selection on the payload.
            given: the input's fields.
        """
        kind = f"{mutation[0].upper()}{mutation[1:]}Input!"
        document = (
            f"mutation ($input: {kind}) {{ {mutation}(input: $input)"
            f" {{ {shown} userErrors {{ message field }} }} }}"
        )
        payload: dict[str, Any] = self.ask(document, input=given)[mutation]
        if payload["userErrors"]:
            first = payload["userErrors"][0]
            where = ".".join(first["field"] or [])
            raise RefusedError(f"{first['message']} ({where})" if where else first["message"])
        return payload

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Plain HTTP beside GraphQL. Raises RefusedError where the answer is no success."""
        answer = self._http.post(path, json=body)
        if not answer.is_success:
            raise RefusedError(f"{path} answers {answer.status_code}: {answer.text[:300]}")
        told: dict[str, Any] = answer.json()
        return told
