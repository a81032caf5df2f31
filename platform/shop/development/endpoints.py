"""Which of the developers' pages are served: none in production, and mail only where it is kept."""

from collections.abc import Iterable

from shop.development.kept_mail import show_kept_mail, show_one_mail
from shop.development.link_pages import show_reset, show_verification
from shop.development.live_page import live_endpoint
from souk.configuration import Configuration, GeneralSettings, MailSettings
from souk.http import Endpoint
from souk.modules import Module


def development_endpoints(configuration: Configuration, modules: Iterable[Module] = ()) -> list[Endpoint]:
    """Return them for a shop in development; those about mail only if it keeps its mail."""
    if configuration[GeneralSettings].environment != "development":
        return []
    about_mail = [show_kept_mail, show_one_mail, show_verification, show_reset]
    keeps = not configuration[MailSettings].smtp_host
    return [live_endpoint(modules), *(about_mail if keeps else [])]
