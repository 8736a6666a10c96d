"""From a request to who asks. The tenant comes from the credential and from nowhere else."""

import time
from collections import OrderedDict
from collections.abc import Collection

from starlette.requests import Request

from api.accepted_credentials import Part, accepted
from api.principal import Principal
from api.refusals import Code, Refused, preferred_locale
from api.scopes import OF_COMPANIES, Scope
from api.session_cookie import require_our_program, session_in
from domain.errors import NotAllowed, NotFound
from infra import clock
from tenants.audit.origin import comes_with
from tenants.credential import CredentialKind, accepted_kind, digest, marked_kind
from tenants.directory import known_tenant_of
from tenants.states import Capability
from tenants.verification import Verified, verify

REMEMBERED_FOR = 5.0
"""Seconds. A token or session that was ended is refused everywhere within this time."""
_AT_MOST = 10_000


class _Memory:
    """Who was verified a moment ago, by the kind and the hash of what they presented.

    The oldest goes first.
    """

    def __init__(self, at_most: int = _AT_MOST) -> None:
        self._at_most = at_most
        self._known: OrderedDict[tuple[CredentialKind, str], tuple[float, Verified]] = OrderedDict()

    async def recall(self, secret: str, kinds: Collection[CredentialKind]) -> Verified | None:
        """None for what is good for nothing, or good elsewhere: of no kind that is taken."""
        kind = accepted_kind(secret, kinds)
        return None if kind is None else await self._recall(kind, secret)

    async def _recall(self, kind: CredentialKind, secret: str) -> Verified | None:
        key, now = (kind, digest(secret)), clock.now()
        until, verified = self._known.get(key, (0.0, None))
        if verified is None or until <= time.monotonic():
            asked_at = time.monotonic()
            verified = await verify(kind, secret, now)
            if verified is None:
                self._known.pop(key, None)
                return None
            self._known[key] = (asked_at + REMEMBERED_FOR, verified)
            self._known.move_to_end(key)
            if len(self._known) > self._at_most:
                self._known.popitem(last=False)
        return verified if verified.until is None or now < verified.until else None

    def forget(self, secret: str) -> None:
        hashed = digest(secret)
        for kind in CredentialKind:
            self._known.pop((kind, hashed), None)

    def forget_all(self) -> None:
        self._known.clear()


_memory = _Memory()
forget = _memory.forget
"""Refuse it at once in this process, rather than within five seconds."""
forget_all = _memory.forget_all


async def authenticate(request: Request) -> Principal:
    """Who asks for a company's data. Raises Refused: UNAUTHENTICATED or TENANT_SUSPENDED."""
    if "authorization" in request.headers:
        verified = await _by_token(request)
        capability = Capability.TOKENS
    else:
        verified = await _by_session(request)
        capability = Capability.SIGN_IN
    if verified.place is None:
        raise _forbidden("An operator's token opens no company", "运维令牌不能访问企业数据")
    principal = Principal(
        place=verified.place,
        actor=verified.actor,
        scopes=OF_COMPANIES if verified.scopes is None else verified.scopes,
        locale=preferred_locale(request.headers.get("accept-language")),
        program_id=verified.program_id,
        session_id=verified.session_id,
    )
    request.scope["principal"] = principal
    comes_with(principal.program_id)
    await _require_open(principal, capability)
    return principal


async def authenticate_operator(request: Request) -> str:
    """Only those who run Tanlu. Gives who, for their log. Raises Refused."""
    verified = await _by_token(request)
    if not _manages_tenants(verified):
        raise _forbidden("Only operators may do this", "仅运维人员可以执行此操作")
    return _as_logged(verified)


async def operator_by(token: str) -> str | None:
    """Who it is, for their log, if the token is one of those who run Tanlu, and good."""
    verified = await _memory.recall(token, {CredentialKind.OPERATOR_TOKEN})
    return _as_logged(verified) if verified and _manages_tenants(verified) else None


def _as_logged(operator: Verified) -> str:
    return f"token:{operator.program_id}"


def _manages_tenants(verified: Verified) -> bool:
    return verified.place is None and Scope.TENANTS_MANAGE in (verified.scopes or ())


async def require_signed_in(request: Request) -> None:
    """For a page that shows no data itself. Raises Refused."""
    if not await is_signed_in(request):
        raise _unauthenticated("Bearer")


async def is_signed_in(request: Request) -> bool:
    return await verified_session(request) is not None


async def verified_session(request: Request) -> Verified | None:
    """Who is signed in in that browser, whatever sent the request: no leave to do anything."""
    secret = session_in(request)
    return None if secret is None else await _memory.recall(secret, {CredentialKind.SESSION})


async def _by_token(request: Request) -> Verified:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise _unauthenticated("Bearer")
    secret, kinds = secret.strip(), accepted(request, Part.BEARER)
    verified = await _memory.recall(secret, kinds)
    if verified is not None:
        return verified
    if marked_kind(secret) not in {None, *kinds}:
        raise _forbidden(
            "This credential is of a kind that opens nothing here", "此处不接受这种凭证"
        )
    raise _unauthenticated('Bearer error="invalid_token"')


async def _by_session(request: Request) -> Verified:
    if session_in(request) is None:
        raise _unauthenticated("Bearer")
    require_our_program(request)
    verified = await verified_session(request)
    if verified is None:
        raise _unauthenticated("Bearer")
    return verified


async def _require_open(principal: Principal, capability: Capability) -> None:
    try:
        (await known_tenant_of(principal.place.tenant_id)).require(capability)
    except NotAllowed as refused:
        raise Refused(
            Code.TENANT_SUSPENDED, refused.message, zh=refused.zh, status=403
        ) from refused
    except NotFound as gone:
        raise _unauthenticated("Bearer") from gone


def _unauthenticated(challenge: str) -> Refused:
    return Refused(
        Code.UNAUTHENTICATED,
        "Sign in, or send a valid access token",
        zh="请登录，或提供有效的访问令牌",
        status=401,
        headers={"WWW-Authenticate": challenge},
    )


def _forbidden(message: str, zh: str) -> Refused:
    return Refused(Code.FORBIDDEN, message, zh=zh, status=403)
