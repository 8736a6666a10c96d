"""A provider that lies, and browsers that are led astray: nobody is let in."""

import gzip
import time
import warnings
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import httpx2
import pytest
from joserfc.jwk import OctKey, RSAKey
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from api import oidc
from infra.settings import settings
from tenants.access.distrust import SENTENCES
from tenants.openid import forget_issuers
from tests.api.conftest import FORM
from tests.api.oidc.conftest import Browser, a_provider, peers, sentence_of
from tests.api.oidc.idp import (
    CLIENT,
    PUBLISHED,
    SECRET,
    UNKNOWN,
    Claims,
    Idp,
    public,
    signed,
    unsigned,
    with_shared_secret,
)
from tests.people import Cast

OMAR = {"email": "omar@acme.test", "email_verified": True}
HOUR = 3600
SENTENCES_EN = {en for en, _ in SENTENCES.values()}
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
PEM = PUBLISHED.as_pem(private=False)


def says(**claims: object) -> Callable[[Claims], object]:
    return lambda made: made.update(claims)


def leaves_out(name: str) -> Callable[[Claims], object]:
    return lambda made: made.pop(name)


def shifts(**seconds: int) -> Callable[[Claims], object]:
    return lambda made: made.update({name: made["iat"] + by for name, by in seconds.items()})


def changed_after(claims: Claims) -> str:
    """The signature of another ID token of the same provider."""
    head, _, signature = signed(claims).split(".")
    other = signed({**claims, "sub": "mei-at-idp", "nonce": claims["nonce"]}).split(".")[1]
    return f"{head}.{other}.{signature}"


def stripped(claims: Claims) -> str:
    return signed(claims).rpartition(".")[0] + "."


CLAIMS: list[tuple[str, Callable[[Claims], object]]] = [
    ("another issuer", says(iss="https://accounts.example")),
    ("an issuer with a slash more", lambda made: made.update(iss=made["iss"] + "/")),
    ("issuers in a list", lambda made: made.update(iss=[made["iss"]])),
    ("no issuer", leaves_out("iss")),
    ("another audience", says(aud="other")),
    ("another audience, issued to us", says(aud="other", azp=CLIENT)),
    ("two audiences", says(aud=[CLIENT, "other"])),
    ("two audiences, issued to another", says(aud=[CLIENT, "other"], azp="other")),
    ("our audience twice", says(aud=[CLIENT, CLIENT])),
    ("no audience in a list", says(aud=[])),
    ("no audience", leaves_out("aud")),
    ("issued to another", says(azp="other")),
    ("another nonce", says(nonce="another")),
    ("an empty nonce", says(nonce="")),
    ("nonces in a list", lambda made: made.update(nonce=[made["nonce"]])),
    ("no nonce", leaves_out("nonce")),
    ("expired", shifts(exp=-120)),
    ("expires in words", says(exp="tomorrow")),
    ("no expiry", leaves_out("exp")),
    ("issued in the future", shifts(iat=HOUR, exp=2 * HOUR)),
    ("issued long ago", shifts(iat=-HOUR)),
    ("no moment of issue", leaves_out("iat")),
    ("not valid before later", shifts(nbf=HOUR)),
    ("no subject", leaves_out("sub")),
    ("an empty subject", says(sub="")),
    ("a subject of 10,000 letters", says(sub="x" * 10_000)),
    ("a subject that nobody can store", says(sub="omar\0at-idp")),
    ("half a letter for a subject", says(sub="\x1bomar")),
    ("a number for a subject", says(sub=7)),
    ("a subject in a list", says(sub=["omar-at-idp"])),
    ("the hash of another access token", says(at_hash="AAAAAAAAAAAAAAAAAAAAAA")),
]

TOKENS: list[tuple[str, Callable[[Claims], str]]] = [
    ("alg none", unsigned),
    ("alg None", lambda claims: unsigned(claims, "None")),
    ("alg nOnE", lambda claims: unsigned(claims, "nOnE")),
    ("an HMAC by the public key", lambda claims: with_shared_secret(claims, PEM)),
    (
        "an HMAC by the public key, named",
        lambda claims: with_shared_secret(claims, PEM, kid="published"),
    ),
    ("an HMAC by the client's secret", lambda claims: with_shared_secret(claims, SECRET.encode())),
    ("an HMAC by nothing", lambda claims: with_shared_secret(claims, b"")),
    ("an HMAC by a file", lambda claims: with_shared_secret(claims, b"", kid="../../dev/null")),
    ("an HMAC by SQL", lambda claims: with_shared_secret(claims, b"x", kid="' UNION SELECT 'x")),
    ("a signature that is not on our list", lambda claims: signed(claims, alg="RS512")),
    ("a key that is not published", lambda claims: signed(claims, UNKNOWN)),
    ("another key under a published name", lambda claims: signed(claims, UNKNOWN, kid="published")),
    ("another key without a name", lambda claims: signed(claims, UNKNOWN, kid=None)),
    (
        "a key that comes along",
        lambda claims: signed(claims, UNKNOWN, kid="published", jwk=public(UNKNOWN)),
    ),
    ("a good key that comes along", lambda claims: signed(claims, jwk=public(PUBLISHED))),
    ("the address of a key", lambda claims: signed(claims, jku="https://evil.example/keys")),
    ("the address of a certificate", lambda claims: signed(claims, x5u="https://evil.example/c")),
    ("a rule that we do not know", lambda claims: signed(claims, crit=["exp"])),
    ("a logout token", lambda claims: signed(claims, typ="logout+jwt")),
    ("an access token", lambda claims: signed(claims, typ="at+jwt")),
    ("the signature of another", changed_after),
    ("no signature", stripped),
    ("no token at all", lambda _: ""),
    ("noise", lambda _: "a.b.c"),
    ("five parts", lambda claims: signed(claims) + ".x.y"),
]


def without_id_token(told: dict[str, Any]) -> Response:
    return JSONResponse({name: value for name, value in told.items() if name != "id_token"})


def packed(told: dict[str, Any]) -> Response:
    del told
    bomb = gzip.compress(b" " * 50_000_000)
    return Response(bomb, headers={"Content-Encoding": "gzip", "Content-Type": "application/json"})


ANSWERS: list[tuple[str, Callable[[dict[str, Any]], Response]]] = [
    ("no ID token", without_id_token),
    ("null for an ID token", lambda told: JSONResponse({**told, "id_token": None})),
    ("an ID token in a list", lambda told: JSONResponse({**told, "id_token": [told["id_token"]]})),
    ("not JSON", lambda _: PlainTextResponse("hello")),
    ("a list", lambda told: JSONResponse([told])),
    ("an error", lambda told: JSONResponse({**told, "error": "<b>bad</b>"}, 400)),
    ("a failure", lambda _: PlainTextResponse("", 500)),
    ("an error in a good answer", lambda told: JSONResponse({**told, "error": "x"})),
    ("a way elsewhere", lambda _: RedirectResponse("http://169.254.169.254/token", 302)),
    ("more than anybody reads", lambda told: JSONResponse({**told, "more": "x" * 400_000})),
    ("a bomb", packed),
]


async def test_claims_that_are_not_for_us(browser: Browser, idp: Idp) -> None:
    idp.more = OMAR
    for what, idp.change in CLAIMS:
        await refused(browser, await browser.go(idp), what)
    assert idp.fetched("token") == len(CLAIMS)


async def test_tokens_that_nobody_of_theirs_signed(browser: Browser, idp: Idp) -> None:
    idp.more = OMAR
    for what, idp.sign in TOKENS:
        await refused(browser, await browser.go(idp), what)
    assert idp.fetched("token") == len(TOKENS)


async def test_answers_that_are_none(browser: Browser, idp: Idp) -> None:
    idp.more = OMAR
    for what, idp.answer in ANSWERS:
        await refused(browser, await browser.go(idp), what)
    assert idp.fetched("token") == len(ANSWERS)


async def test_the_same_without_a_lie(browser: Browser, idp: Idp) -> None:
    """What the tests above change one by one."""
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 303


METADATA: list[tuple[str, dict[str, Any]]] = [
    ("another issuer", {"issuer": "https://accounts.example"}),
    ("no endpoint", {"token_endpoint": None}),
    ("a script for a page", {"authorization_endpoint": "javascript:alert(1)"}),
    ("a page without TLS", {"authorization_endpoint": "http://idp.example/authorize"}),
    ("keys inside our network", {"jwks_uri": "http://10.0.0.1/keys"}),
    ("keys at the cloud's own address", {"jwks_uri": "https://169.254.169.254/keys"}),
    ("tokens from a file", {"token_endpoint": "file:///etc/passwd"}),
    ("tokens from another port", {"token_endpoint": "http://127.0.0.1:5432/token"}),
    ("only what we refuse", {"id_token_signing_alg_values_supported": ["none", "HS256"]}),
    ("a list that is none", {"id_token_signing_alg_values_supported": "RS256"}),
]


async def test_descriptions_that_are_not_believed(browser: Browser, idp: Idp) -> None:
    form = {"provider": str(browser.provider)}
    for what, idp.metadata in METADATA:
        forget_issuers()
        page = await browser.http.post("/sign-in/oidc", data=form, headers=FORM)
        await refused(browser, page, what)
        assert "refresh" not in page.text
    assert idp.fetched("metadata") == len(METADATA)


async def test_a_description_does_not_choose_how_it_is_asked(browser: Browser, idp: Idp) -> None:
    """Authlib hands the whole of it to the HTTP client, if it is given the whole of it."""
    idp.metadata = {
        "proxy": "http://127.0.0.1:9", "transport": None, "verify": False, "trust_env": True,
        "follow_redirects": True, "mounts": {}, "base_url": "https://evil.example",
        "client_id": "evil", "grant_type": "password", "scope": "all",
    }  # fmt: skip
    idp.more = OMAR
    assert (await browser.go(idp)).status_code == 303
    idp.answer = lambda _: RedirectResponse("https://evil.example/token", 302)
    browser.http.cookies.clear()
    await refused(browser, await browser.go(idp), "followed a redirect")


with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library warns of what we refuse
    WEAK = RSAKey.generate_key(1024, {"kid": "weak"}, auto_kid=False)
SHARED = OctKey.import_key(b"k" * 32, {"kid": "shared"})
KEYS: list[tuple[str, list[Any], Callable[[Claims], str]]] = [
    ("a short key", [public(WEAK)], lambda claims: signed(claims, WEAK)),
    (
        "a key for encryption",
        [{**public(PUBLISHED), "use": "enc"}],
        signed,
    ),
    ("a private key", [PUBLISHED.as_dict(private=True)], signed),
    (
        "a shared key",
        [SHARED.as_dict(private=True)],
        lambda claims: with_shared_secret(claims, b"k" * 32, kid="shared"),
    ),
    ("no key", [], signed),
    ("words for keys", ["published"], signed),
    ("half a key", [{"kty": "RSA", "kid": "published", "n": "A" * 400}], signed),
]


async def test_keys_that_are_not_relied_on(browser: Browser, idp: Idp) -> None:
    idp.more = OMAR
    for what, idp.keys, idp.sign in KEYS:
        forget_issuers()
        await refused(browser, await browser.go(idp), what)
    assert idp.fetched("keys") == len(KEYS)


async def test_unknown_keys_are_fetched_once_a_minute(browser: Browser, idp: Idp) -> None:
    idp.more, idp.sign = OMAR, lambda claims: signed(claims, UNKNOWN)
    for _ in range(5):
        await refused(browser, await browser.go(idp), "an unknown key")
    assert (idp.fetched("metadata"), idp.fetched("keys")) == (1, 1)


async def test_a_new_key_is_learnt(
    browser: Browser, idp: Idp, monkeypatch: pytest.MonkeyPatch
) -> None:
    idp.more = OMAR
    await browser.go(idp)
    idp.keys, idp.sign = [public(UNKNOWN)], lambda claims: signed(claims, UNKNOWN)
    browser.http.cookies.clear()
    await refused(browser, await browser.go(idp), "a key of this minute")
    monkeypatch.setattr("tenants.openid.AGAIN_AFTER", 0.0)
    assert (await browser.go(idp)).status_code == 303
    assert idp.fetched("keys") == 2


async def refused(browser: Browser, answer: httpx2.Response, what: str) -> None:
    assert answer.status_code == 403, what
    assert "tanlu_session" not in answer.headers.get("set-cookie", ""), what
    assert "<b>" not in answer.text
    assert sentence_of(answer) in SENTENCES_EN, what
    assert await browser.viewer() is None, what


async def test_coming_back_without_having_left(browser: Browser, idp: Idp) -> None:
    for told in ({}, {"state": "made-up", "code": "x"}, {"state": "", "code": "x"}):
        await refused(browser, await browser.come_back(**told), "no state")
    assert idp.fetched("token") == 0


async def test_coming_back_by_another_browser(
    browser: Browser, idp: Idp, http: httpx2.AsyncClient
) -> None:
    """Whoever sends their own answer to somebody else would sign them in as themselves."""
    idp.more = OMAR
    sent = await browser.leave()
    http.cookies.clear()
    back = await browser.come_back(state=sent["state"], code=idp.code_for(sent["nonce"]))
    await refused(browser, back, "another browser")
    await browser.leave()
    back = await browser.come_back(state=sent["state"], code=idp.code_for(sent["nonce"]))
    await refused(browser, back, "another browser that has left, too")
    assert idp.fetched("token") == 0


async def test_coming_back_twice(browser: Browser, idp: Idp) -> None:
    idp.more = OMAR
    sent = await browser.leave()
    kept = dict(browser.http.cookies)
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"])}
    assert (await browser.come_back(**told)).status_code == 303
    browser.http.cookies.clear()
    await refused(browser, await browser.come_back(**told), "the cookie is spent")
    # Whoever has kept the cookie comes as far as the provider, but not past our own book.
    again = {**told, "code": idp.code_for(sent["nonce"])}
    way = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())}
    address = f"/sign-in/oidc/{browser.provider}/callback"
    back = await browser.http.get(address, params=again, headers=way)
    assert idp.fetched("token") == 2
    await refused(browser, back, "the state is spent")


async def test_the_answer_of_another_sign_in(browser: Browser, idp: Idp) -> None:
    """A stolen code, put into the thief's own way: the nonce is the victim's."""
    idp.more = OMAR
    stolen = idp.code_for((await browser.leave())["nonce"])
    browser.http.cookies.clear()
    mine = await browser.leave()
    await refused(browser, await browser.come_back(state=mine["state"], code=stolen), "nonce")


async def test_one_provider_s_answer_at_another_s_address(
    browser: Browser, cast: Cast, idp: Idp
) -> None:
    """Mix-up: the code of an honest provider is to be sent to a dishonest one."""
    other = await a_provider(cast, idp, client_id="another")
    sent = await browser.leave()
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"])}
    await refused(browser, await browser.come_back(at=other, **told), "mix-up")
    assert idp.fetched("token") == 0


@pytest.mark.parametrize("said", ["https://evil.example", "", None])
async def test_an_answer_names_its_issuer(browser: Browser, idp: Idp, said: str | None) -> None:
    idp.more = OMAR
    idp.metadata = {"authorization_response_iss_parameter_supported": True}
    sent = await browser.leave()
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"])}
    named = {} if said is None else {"iss": said}
    await refused(browser, await browser.come_back(**told, **named), "iss")
    assert idp.fetched("token") == 0


async def test_an_answer_that_names_its_issuer_well(browser: Browser, idp: Idp) -> None:
    idp.more = OMAR
    idp.metadata = {"authorization_response_iss_parameter_supported": True}
    sent = await browser.leave()
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"]), "iss": idp.issuer}
    assert (await browser.come_back(**told)).status_code == 303


async def test_another_issuer_s_name_where_none_is_promised(browser: Browser) -> None:
    sent = await browser.leave()
    told = {"state": sent["state"], "code": "x", "iss": "https://evil.example"}
    await refused(browser, await browser.come_back(**told), "iss")


@pytest.mark.parametrize("name", ["state", "code", "iss"])
async def test_nothing_is_said_twice(browser: Browser, idp: Idp, name: str) -> None:
    sent = await browser.leave()
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"]), "iss": idp.issuer}
    query = [*told.items(), (name, told[name])]
    back = await browser.http.get(f"/sign-in/oidc/{browser.provider}/callback", params=query)
    await refused(browser, back, name)
    assert idp.fetched("token") == 0


async def test_a_refusal_of_the_provider_is_not_repeated(browser: Browser, idp: Idp) -> None:
    sent = await browser.leave()
    told = {"error": "access_denied", "error_description": "<b>Call 555</b>"}
    back = await browser.come_back(state=sent["state"], **told)
    await refused(browser, back, "denied")
    assert "555" not in back.text
    assert idp.fetched("token") == 0


async def test_coming_back_without_a_code(browser: Browser, idp: Idp) -> None:
    sent = await browser.leave()
    idp.answer = lambda _: JSONResponse({"error": "invalid_grant"}, 400)
    await refused(browser, await browser.come_back(state=sent["state"]), "no code")


async def test_coming_back_too_late(
    browser: Browser, idp: Idp, monkeypatch: pytest.MonkeyPatch
) -> None:
    idp.more = OMAR
    sent = await browser.leave()
    now = time.time()
    monkeypatch.setattr(oidc.time, "time", lambda: now + oidc.RETURN_WITHIN + 1)
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"])}
    await refused(browser, await browser.come_back(**told), "late")


async def test_a_cookie_that_we_did_not_sign(browser: Browser, idp: Idp) -> None:
    sent = await browser.leave()
    (name,) = dict(browser.http.cookies)
    value = browser.http.cookies[name]
    browser.http.cookies.clear()
    head, _, rest = value.partition(".")
    for forged in (head, f"{head}A.{rest}", f"{head}.{rest[:-2]}AA", "null", "x" * 5000):
        way = {"Cookie": f"{name}={forged}"}
        told = {"state": sent["state"], "code": idp.code_for(sent["nonce"])}
        back = await browser.http.get(
            f"/sign-in/oidc/{browser.provider}/callback", params=told, headers=way
        )
        await refused(browser, back, forged[:20])
    assert idp.fetched("token") == 0


@pytest.mark.parametrize("name", ["next", "redirect_uri", "return_to", "redirect", "url"])
async def test_nobody_is_sent_on_to_another_site(browser: Browser, idp: Idp, name: str) -> None:
    idp.more = OMAR
    sent = await browser.leave(**{name: "https://evil.example/"})
    assert sent["redirect_uri"].startswith(settings().public_url)
    told = {"state": sent["state"], "code": idp.code_for(sent["nonce"])}
    back = await browser.come_back(**told, **{name: "https://evil.example/"})
    assert (back.status_code, back.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    "site",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
)
async def test_no_other_site_sends_anybody_off(browser: Browser, site: dict[str, str]) -> None:
    """Or it would sign its visitors in as somebody of its choice."""
    form = {"provider": str(browser.provider)}
    page = await browser.http.post("/sign-in/oidc", data=form, headers=site)
    assert (page.status_code, "set-cookie" in page.headers) == (403, False)


@pytest.mark.parametrize(
    "email",
    ["", "@", "a@", "a@acme", "a@\0.test", "a@\ud800.test", "a@" + "x" * 5000 + ".test", "é@é.é"],
)
async def test_an_address_that_is_none(http: httpx2.AsyncClient, email: str) -> None:
    sent = {"email": email.encode("utf-8", "surrogatepass")}
    page = await http.post("/sign-in/oidc", content=urlencode(sent), headers=FORM | URLENCODED)
    assert page.status_code == 404


@pytest.mark.parametrize("named", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
async def test_a_provider_that_is_none(http: httpx2.AsyncClient, named: str) -> None:
    page = await http.post("/sign-in/oidc", data={"provider": named}, headers=FORM)
    assert page.status_code == 404
    assert (await http.get(f"/sign-in/oidc/{UUID(int=7)}/callback")).status_code == 404


async def test_an_issuer_that_is_gone(browser: Browser, idp: Idp, cast: Cast) -> None:
    gone = Idp(port=1)
    with peers(1, idp.port):
        provider = await a_provider(cast, gone)
        page = await browser.http.post(
            "/sign-in/oidc", data={"provider": str(provider)}, headers=FORM
        )
    assert (page.status_code, "Nothing usable is found" in page.text) == (403, True)
