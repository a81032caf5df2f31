"""Showing the keys that tokens are signed with."""

import jwt

from souk.testing import Stage
from tests.users.people import registered, signed_in


async def test_anybody_can_verify_a_token_with_them(stage: Stage):
    ann = await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        answer = await client.get("/.well-known/jwks.json")
    keys = jwt.PyJWKSet.from_dict(answer.json())
    key = keys[jwt.get_unverified_header(granted.access_token)["kid"]]
    claims = jwt.decode(granted.access_token, key, algorithms=["EdDSA"], audience="souk", issuer="souk")
    assert claims["sub"] == str(ann.id)
    assert claims.keys() == {"iss", "aud", "sub", "jti", "iat", "exp", "sid", "ver", "permissions"}


async def test_nothing_private_is_shown(stage: Stage):
    await registered(stage)
    await signed_in(stage)
    async with stage.client() as client:
        (key,) = (await client.get("/.well-known/jwks.json")).json()["keys"]
    assert key.keys() == {"kid", "kty", "crv", "alg", "use", "x"}
