"""The wiring of users."""

from modules.users import permissions
from modules.users.appoint_administrator.handler import appoint_administrator
from modules.users.contracts.events import UserRegistered
from modules.users.log_in.endpoint import log_in_user
from modules.users.log_in.handler import log_in
from modules.users.password_hashing import Argon2Passwords
from modules.users.record_staff_action.subscriber import record_staff_action
from modules.users.register.endpoint import register_user
from modules.users.register.handler import register
from modules.users.tables import metadata
from modules.users.tokens import AccessTokens
from modules.users.who_am_i.endpoint import show_me
from modules.users.who_am_i.handler import who_am_i
from souk.configuration import GeneralSettings
from souk.modules import Module, Site, handles, hears


def module(site: Site) -> Module:
    passwords = Argon2Passwords()
    tokens = AccessTokens(site.configuration[GeneralSettings].secret, site.clock)
    return Module(
        name="users",
        summary="Who people are: accounts, sessions, and what each may do.",
        tables=metadata,
        routes=[register_user, log_in_user, show_me],
        handlers=[
            handles(register, passwords=passwords),
            handles(log_in, passwords=passwords, tokens=tokens, declared=site.capabilities),
            handles(who_am_i),
            handles(appoint_administrator, capability=permissions.APPOINT_ADMINISTRATOR, passwords=passwords),
        ],
        events=[UserRegistered],
        subscriptions=[hears(record_staff_action)],
        permissions=permissions.CAPABILITIES,
        authenticator=tokens,
    )
