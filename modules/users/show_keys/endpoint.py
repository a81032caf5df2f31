"""GET /.well-known/jwks.json."""

from base64 import urlsafe_b64encode

from modules.users.show_keys.handler import ShowKeys
from souk.bus import Bus
from souk.http import Shown, get, public

A_MINUTE = 60


class PublicKey(Shown):
    """A JSON Web Key of RFC 8037."""

    kid: str
    x: str
    kty: str = "OKP"
    crv: str = "Ed25519"
    alg: str = "EdDSA"
    use: str = "sig"


class PublicKeys(Shown):
    keys: list[PublicKey]


@get("/.well-known/jwks.json", policy=public, cached=A_MINUTE)
async def show_public_keys(bus: Bus) -> PublicKeys:
    """Show the keys that access tokens are verified with."""
    keys = await bus.ask(ShowKeys())
    return PublicKeys(
        keys=[PublicKey(kid=key.id, x=urlsafe_b64encode(key.public).rstrip(b"=").decode()) for key in keys]
    )
