"""Access tokens that nobody but a forger made: each is worth nothing, and says nothing about why."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from souk.kernel import new_id
from souk.testing import Stage
from souk.testing.servers import SECRET
from tests.users.people import bearer, registered, signed_in


class Genuine(NamedTuple):
    """A good token, taken apart, and the key that it was signed with: what only the shop knows."""

    token: str
    header: dict[str, Any]
    claims: dict[str, Any]
    key: Ed25519PrivateKey
    refresh: str

    def signed(self, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """Sign with the shop's own key what it would never say itself."""
        said = {name: value for name, value in (self.claims | claims).items() if value is not LEFT_OUT}
        return join(header or self.header, said, self.key.sign)

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()


LEFT_OUT = object()
Forgery = Callable[[Genuine], str]


def part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def join(header: dict[str, Any], claims: Any, sign: Callable[[bytes], bytes]) -> str:
    message = f"{part(json.dumps(header).encode())}.{part(json.dumps(claims).encode())}"
    return f"{message}.{part(sign(message.encode()))}"


def hs256(key: bytes) -> Callable[[bytes], bytes]:
    return lambda message: hmac.digest(key, message, "sha256")


def pem(genuine: Genuine) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return genuine.key.public_key().public_bytes(serialization.Encoding.PEM, form)


def rs256(genuine: Genuine) -> str:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(
        genuine.claims, key, algorithm="RS256", headers={"kid": genuine.header["kid"], "typ": "at+jwt"}
    )


def own_key_in_header(genuine: Genuine, **more: Any) -> str:
    mine = Ed25519PrivateKey.generate()
    x = part(mine.public_key().public_bytes_raw())
    header = genuine.header | {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": x}} | more
    return join(header, genuine.claims, mine.sign)


def changed(genuine: Genuine, **claims: Any) -> str:
    """Change what it says and keep the signature."""
    head, _, signature = genuine.token.split(".")
    return f"{head}.{part(json.dumps(genuine.claims | claims).encode())}.{signature}"


def with_header(**more: Any) -> Forgery:
    return lambda g: g.signed(g.header | more)


def saying(**claims: Any) -> Forgery:
    return lambda g: g.signed(**claims)


def loose_bits(genuine: Genuine) -> str:
    """Write the same signature differently: its last character has bits that decoders overlook."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = alphabet.index(genuine.token[-1])
    return genuine.token[:-1] + alphabet[last ^ 1]


FORGERIES: dict[str, Forgery] = {
    "no algorithm, no signature": lambda g: join(g.header | {"alg": "none"}, g.claims, lambda _: b""),
    "no algorithm in other capitals": lambda g: join(g.header | {"alg": "nOnE"}, g.claims, lambda _: b""),
    "an empty algorithm": lambda g: join(g.header | {"alg": ""}, g.claims, lambda _: b""),
    "no algorithm, the old signature": lambda g: join(
        g.header | {"alg": "none"}, g.claims, lambda _: base64.urlsafe_b64decode(g.token.split(".")[2] + "==")
    ),
    "HMAC with the public key": lambda g: join(g.header | {"alg": "HS256"}, g.claims, hs256(g.public)),
    "HMAC with the public key as PEM": lambda g: join(g.header | {"alg": "HS256"}, g.claims, hs256(pem(g))),
    "HMAC with an empty key": lambda g: join(g.header | {"alg": "HS256"}, g.claims, hs256(b"")),
    "RSA": rs256,
    "another key under our name": lambda g: join(g.header, g.claims, Ed25519PrivateKey.generate().sign),
    "its own key in the header": own_key_in_header,
    "a link to a key": with_header(jku="https://evil.example/jwks.json"),
    "a link to a certificate": with_header(x5u="https://evil.example/cert.pem"),
    "a certificate": with_header(x5c=["MIIB"]),
    "an extension that must be understood": with_header(crit=["exp"]),
    "an unencoded payload": with_header(b64=False, crit=["b64"]),
    "compression": with_header(zip="DEF"),
    "an unknown key": with_header(kid="unknown"),
    "a path as key": with_header(kid="../../../../dev/null"),
    "SQL as key": with_header(kid="' UNION SELECT 'x"),
    "a number as key": with_header(kid=1),
    "a list as key": with_header(kid=["a"]),
    "nothing as key": with_header(kid=None),
    "no key named": lambda g: g.signed({k: v for k, v in g.header.items() if k != "kid"}),
    "another type": with_header(typ="JWT"),
    "a refresh token's type": with_header(typ="rt+jwt"),
    "no type": lambda g: g.signed({k: v for k, v in g.header.items() if k != "typ"}),
    "the algorithm's name in small letters": with_header(alg="eddsa"),
    "other permissions, old signature": lambda g: changed(g, permissions=["users:see-people"]),
    "another person, old signature": lambda g: changed(g, sub=str(new_id())),
    "a later end, old signature": lambda g: changed(g, exp=g.claims["exp"] + 9999),
    "the signature spelled differently": loose_bits,
    "no signature": lambda g: g.token.rpartition(".")[0] + ".",
    "half a signature": lambda g: g.token[:-40],
    "two signatures": lambda g: g.token + g.token.rpartition(".")[2],
    "a fourth part": lambda g: g.token + ".AAAA",
    "two parts": lambda g: g.token.rpartition(".")[0],
    "padding": lambda g: g.token + "==",
    "a line break inside": lambda g: g.token.replace(".", ".\n", 1),
    "the old end": lambda g: g.signed(exp=g.claims["iat"] - 1, iat=g.claims["iat"] - 900),
    "an end as text": lambda g: g.signed(exp=str(g.claims["exp"])),
    "an end as fraction": lambda g: g.signed(exp=g.claims["exp"] + 0.5),
    "an end that never comes": saying(exp=2**53),
    "an end beyond all numbers": saying(exp=10**400),
    "an end that is true": saying(exp=True),
    "a beginning in the future": lambda g: g.signed(iat=g.claims["iat"] + 600, exp=g.claims["exp"] + 600),
    "a longer life than we give": lambda g: g.signed(exp=g.claims["exp"] + 1),
    "not yet valid": lambda g: g.signed(nbf=g.claims["exp"] + 600),
    "another issuer": saying(iss="evil"),
    "several issuers": saying(iss=["souk"]),
    "another audience": saying(aud="evil"),
    "our audience among others": saying(aud=["souk", "evil"]),
    "a person that is no id": saying(sub="administrator"),
    "a person that is a number": saying(sub=1),
    "a session that is no id": saying(sid="1"),
    "permissions as text": saying(permissions="users:see-people"),
    "permissions as numbers": saying(permissions=[1]),
    "permissions as an object": saying(permissions={"users:see-people": True}),
    "an authority that is text": saying(ver="1"),
    "an authority that is true": saying(ver=True),
    **{
        f"without {name}": saying(**{name: LEFT_OUT})
        for name in ("iss", "aud", "sub", "jti", "iat", "exp", "sid", "ver", "permissions")
    },
    "a list instead of claims": lambda g: join(g.header, [g.claims], g.key.sign),
    "the refresh token": lambda g: g.refresh,
    "nothing but dots": lambda _: "..",
    "nothing": lambda _: " ",
    "a hundred thousand characters": lambda g: g.token + "A" * 40_000,
    "characters beyond ASCII": lambda g: g.token[:-1] + "é",
    "a NUL": lambda g: g.token[:10] + "\x00" + g.token[10:],
}


async def genuine(stage: Stage) -> Genuine:
    await registered(stage)
    granted = await signed_in(stage)
    header = jwt.get_unverified_header(granted.access_token)
    claims = jwt.decode(granted.access_token, options={"verify_signature": False})
    seed = hmac.new(SECRET.encode(), b"users: signing key " + header["kid"].encode(), hashlib.sha256).digest()
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return Genuine(granted.access_token, header, claims, key, granted.refresh_token)


async def status_of(stage: Stage, token: str) -> tuple[int, str]:
    async with stage.client() as client:
        authorization = b"Bearer " + token.encode("latin-1", "replace")
        answer = await client.get("/api/users/me", headers={b"authorization": authorization})
    return answer.status_code, answer.json()["code"] if answer.status_code != 200 else ""


def test_there_are_more_than_twenty_five_kinds():
    assert len(FORGERIES) > 60


async def test_what_we_sign_in_the_same_way_is_good(stage: Stage):
    """Without this, a mistake of the forger's would look like a success of ours."""
    good = await genuine(stage)
    assert await status_of(stage, good.signed()) == (200, "")
    assert await status_of(stage, good.signed(jti="another")) == (200, "")


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
async def test_security_8_9_10_a_forgery_is_worth_nothing(stage: Stage, forgery: Forgery):
    good = await genuine(stage)
    status, code = await status_of(stage, forgery(good))
    assert (status, code) in {(401, "unauthenticated"), (400, "malformed"), (431, "")}
    assert await status_of(stage, good.token) == (200, "")


async def test_a_shop_that_has_never_signed_anything_believes_nothing(stage: Stage):
    forged = join({"alg": "EdDSA", "kid": "x", "typ": "at+jwt"}, {}, Ed25519PrivateKey.generate().sign)
    assert await status_of(stage, forged) == (401, "unauthenticated")


async def test_security_11_a_token_of_an_ended_session_stays_worthless_though_it_is_remembered(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        for _ in range(3):
            assert (await client.get("/api/users/me", headers=bearer(granted))).status_code == 200
        await client.post("/api/users/logout", headers=bearer(granted))
        assert (await client.get("/api/users/me", headers=bearer(granted))).status_code == 401


@pytest.mark.security(9)
async def test_a_token_of_another_shop_with_the_same_accounts_is_worth_nothing(stage: Stage):
    good = await genuine(stage)
    seed = hashlib.sha256(b"another shop's secret" + good.header["kid"].encode()).digest()
    theirs = join(good.header, good.claims, Ed25519PrivateKey.from_private_bytes(seed).sign)
    assert (await status_of(stage, theirs))[0] == 401


async def test_a_session_that_never_was_gives_no_access_to_anybody_elses_account(stage: Stage):
    """Only the shop's own key can say this; that it says it of nobody is what keeps the damage small."""
    good = await genuine(stage)
    stranger = good.signed(sub=str(UUID(int=7)))
    assert await status_of(stage, stranger) == (404, "not_found")


@pytest.mark.parametrize("moment", [timedelta(minutes=15), timedelta(days=1)])
async def test_security_10_a_token_ends_on_time(stage: Stage, moment: timedelta):
    good = await genuine(stage)
    stage.clock.advance(seconds=moment.total_seconds())
    assert await status_of(stage, good.token) == (401, "unauthenticated")
