"""Which of the developers' pages are served: none in production, and none where mail is really sent."""

from shop.development.kept_mail import show_kept_mail, show_one_mail
from shop.development.link_pages import show_reset, show_verification
from souk.configuration import Configuration, GeneralSettings, MailSettings
from souk.http import Endpoint


def development_endpoints(configuration: Configuration) -> list[Endpoint]:
    """Return them for a shop in development that keeps its mail; else nothing."""
    in_development = configuration[GeneralSettings].environment == "development"
    keeps = not configuration[MailSettings].smtp_host
    served = [show_kept_mail, show_one_mail, show_verification, show_reset]
    return served if in_development and keeps else []
