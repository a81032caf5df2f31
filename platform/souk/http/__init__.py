"""The HTTP edge as a slice sees it: routes with policies, strict bodies and parameters, answers."""

from souk.http.amounts import Amount
from souk.http.answers import Answer, Cookie, Reply, Stream
from souk.http.authentication import Authenticator, Unauthenticated
from souk.http.bodies import Body, Malformed, Shown
from souk.http.leafing import LeafParameters, leaf
from souk.http.pages import PageOf, PageParameters
from souk.http.parameters import Parameters
from souk.http.policies import Policy, anyone, public, requires, signed_in
from souk.http.routes import Endpoint, Turn, delete, get, patch, post, put
from souk.http.uploads import Upload
from souk.http.versions import VersionRequired, version_tag
from souk.http.visits import Visit
from souk.limits import Rate

__all__ = [
    "Amount",
    "Answer",
    "Authenticator",
    "Body",
    "Cookie",
    "Endpoint",
    "LeafParameters",
    "Malformed",
    "PageOf",
    "PageParameters",
    "Parameters",
    "Policy",
    "Rate",
    "Reply",
    "Shown",
    "Stream",
    "Turn",
    "Unauthenticated",
    "Upload",
    "VersionRequired",
    "Visit",
    "anyone",
    "delete",
    "get",
    "leaf",
    "patch",
    "post",
    "public",
    "put",
    "requires",
    "signed_in",
    "version_tag",
]
