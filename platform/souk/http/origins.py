"""The origins whose pages may call us: our own, and the storefronts that are configured."""

from urllib.parse import urlsplit

from souk.configuration import WebSettings


def origins_of(web: WebSettings) -> frozenset[str]:
    """Return them as browsers write them: scheme, host and, unless it is the usual one, port."""
    parts = urlsplit(web.public_url)
    return frozenset({f"{parts.scheme}://{parts.netloc}", *web.cors_origins})
