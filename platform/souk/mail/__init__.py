"""Mail: templates in several languages, the letters made of them, and the ways to send one."""

from souk.mail.letters import Letter
from souk.mail.post import Post, Undeliverable
from souk.mail.sending import KeptPost, SmtpPost, post_of
from souk.mail.templates import LANGUAGES, Mail, best_language, rendered

__all__ = [
    "LANGUAGES",
    "KeptPost",
    "Letter",
    "Mail",
    "Post",
    "SmtpPost",
    "Undeliverable",
    "best_language",
    "post_of",
    "rendered",
]
