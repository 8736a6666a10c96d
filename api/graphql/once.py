"""The header Idempotency-Key: a mutation that is sent again is answered again, not done again."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLResolveInfo
from starlette.requests import Request

from api.principal import Principal
from api.refusals import Code, Refused
from domain.work import UnitOfWork
from tenants.answered import KeyBusy, KeyReused, remember_answer, told_before

HEADER = "idempotency-key"
_KEY = re.compile(r"[\x21-\x7e]{8,255}")


@dataclass(frozen=True)
class Once:
    """For one request: each of its mutations has the key, and its own place in the answer."""

    payer: str
    key: str

    async def told_before(self, work: UnitOfWork, info: GraphQLResolveInfo[Any]) -> bytes | None:
        """The payload that was answered then. Raises Refused: IDEMPOTENCY_CONFLICT."""
        try:
            told = await told_before(work, self._key_of(info), _asked(info))
        except KeyBusy as busy:
            raise _conflict(
                409, "This key is at work this moment; ask again", "该幂等键正在处理中，请稍后重试"
            ) from busy
        except KeyReused as reused:
            raise _conflict(
                422, "This key was used for another request", "该幂等键已用于另一请求"
            ) from reused
        return None if told is None else told.encode()

    async def remember(
        self, work: UnitOfWork, info: GraphQLResolveInfo[Any], payload: bytes
    ) -> None:
        await remember_answer(work, self._key_of(info), _asked(info), payload.decode())

    def _key_of(self, info: GraphQLResolveInfo[Any]) -> str:
        return _digest(f"{self.payer}\n{info.path.key}\n{self.key}".encode())


def once_for(request: Request, principal: Principal) -> Once | None:
    """What the request says of it, if anything. Raises Refused."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise Refused(
            Code.BAD_USER_INPUT,
            "Idempotency-Key takes 8 to 255 letters, digits and signs, such as a UUID",
            zh="Idempotency-Key 须为 8 至 255 个字母、数字或符号，例如 UUID",
        )
    return Once(":".join(map(str, principal.payer)), key)


def _asked(info: GraphQLResolveInfo[Any]) -> str:
    """The document as it was sent, the operation, and the variables as they were understood."""
    where = info.operation.loc
    document = where.source.body if where else ""
    name = info.operation.name.value if info.operation.name else ""
    variables = orjson.dumps(
        info.variable_values, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    )
    return _digest(b"\n".join([document.encode(), name.encode(), variables]))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _conflict(status: int, message: str, zh: str) -> Refused:
    return Refused(Code.IDEMPOTENCY_CONFLICT, message, zh=zh, status=status)
