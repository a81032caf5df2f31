"""The wiring of users."""

from dataclasses import dataclass
from typing import Any

from modules.users import permissions as may
from modules.users.activate_user.endpoint import open_account
from modules.users.activate_user.handler import activate_user
from modules.users.add_address.endpoint import add_own_address
from modules.users.add_address.handler import add_address
from modules.users.add_role.endpoint import make_role
from modules.users.add_role.handler import add_role
from modules.users.appoint_administrator.handler import appoint_administrator
from modules.users.assign_roles.endpoint import put_roles
from modules.users.assign_roles.handler import assign_roles
from modules.users.authenticator import SessionAuthenticator
from modules.users.change_address.endpoint import change_own_address
from modules.users.change_address.handler import change_address
from modules.users.change_password.endpoint import change_own_password
from modules.users.change_password.handler import change_password, take_password_check
from modules.users.change_profile.endpoint import change_me
from modules.users.change_profile.handler import change_profile
from modules.users.change_role.endpoint import put_role
from modules.users.change_role.handler import change_role
from modules.users.clear_out.job import ClearOut, clear_out
from modules.users.confirm_new_email.endpoint import confirm_email
from modules.users.confirm_new_email.handler import confirm_new_email, take_confirmation
from modules.users.contracts import events
from modules.users.deactivate_user.endpoint import close_account
from modules.users.deactivate_user.handler import deactivate_user
from modules.users.end_session.endpoint import delete_session
from modules.users.end_session.handler import end_session
from modules.users.erase_me.endpoint import delete_me
from modules.users.erase_me.handler import erase_me
from modules.users.export_me.endpoint import export_own_data
from modules.users.export_me.handler import export_me
from modules.users.find_people.handler import find_people, show_person_card
from modules.users.find_staff.handler import find_staff
from modules.users.keyed_secrets import KeyedSecrets, RandomRefreshTokens
from modules.users.list_addresses.endpoint import show_addresses
from modules.users.list_addresses.handler import list_addresses
from modules.users.list_permissions.endpoint import show_permissions
from modules.users.list_permissions.handler import list_permissions
from modules.users.list_roles.endpoint import show_roles
from modules.users.list_roles.handler import list_roles
from modules.users.list_sessions.endpoint import show_sessions
from modules.users.list_sessions.handler import list_sessions
from modules.users.list_staff_actions.endpoint import show_staff_actions
from modules.users.list_staff_actions.handler import list_staff_actions
from modules.users.list_users.endpoint import show_users
from modules.users.list_users.handler import list_users
from modules.users.log_in.endpoint import log_in_user
from modules.users.log_in.handler import log_in, take_attempt
from modules.users.log_out.endpoint import log_out_here
from modules.users.log_out.handler import log_out
from modules.users.log_out_everywhere.endpoint import log_out_of_all
from modules.users.log_out_everywhere.handler import log_out_everywhere
from modules.users.mails_declared import MAILS
from modules.users.notify_user.handler import notify_user
from modules.users.notify_user.job import Stationery, address_mail, send_mail
from modules.users.notify_user.subscriber import (
    mail_link,
    tell,
    warn_of_disabled_webhook,
    warn_of_new_password,
    warn_of_stolen_token,
)
from modules.users.password_hashing import Argon2Passwords
from modules.users.personal_data import account_of
from modules.users.read_kept_mail.handler import read_kept_mail
from modules.users.record_staff_action.subscriber import record_staff_action
from modules.users.refresh_session.endpoint import refresh_access
from modules.users.refresh_session.handler import refresh_session
from modules.users.register.endpoint import register_user
from modules.users.register.handler import register
from modules.users.remove_address.endpoint import remove_own_address
from modules.users.remove_address.handler import remove_address
from modules.users.remove_role.endpoint import delete_role
from modules.users.remove_role.handler import remove_role
from modules.users.request_new_email.endpoint import ask_for_new_email
from modules.users.request_new_email.handler import request_new_email, take_email_check
from modules.users.request_password_reset.endpoint import request_reset
from modules.users.request_password_reset.handler import request_password_reset
from modules.users.resend_verification.endpoint import resend_link
from modules.users.resend_verification.handler import resend_verification
from modules.users.reset_password.endpoint import confirm_reset
from modules.users.reset_password.handler import reset_password, words_of_link
from modules.users.revocation_watch import RevocationWatch
from modules.users.rotate_signing_key.handler import rotate_signing_key
from modules.users.rotate_signing_key.job import RenewSigningKey, renew_signing_key
from modules.users.settings import PasswordSettings
from modules.users.show_keys.endpoint import show_public_keys
from modules.users.show_keys.handler import show_keys
from modules.users.show_user.endpoint import show_one_user
from modules.users.show_user.handler import show_user
from modules.users.tables import metadata
from modules.users.tokens import AccessTokens
from modules.users.verify_audit.handler import verify_audit
from modules.users.verify_email.endpoint import verify_address
from modules.users.verify_email.handler import take_verification, verify_email
from modules.users.watch_sessions.handler import WatchSessions, watch_sessions
from modules.users.who_am_i.endpoint import show_me
from modules.users.who_am_i.handler import who_am_i
from souk.configuration import GeneralSettings, MailSettings, WebSettings
from souk.http.origins import origins_of
from souk.mail import Post, post_of
from souk.modules import Doing, Handling, Module, Schedule, Site, configured_by, does, handles, hears

WAKES = [events.SessionEnded.wire, events.AuthorityChanged.wire]
A_DAY_OF_ATTEMPTS = 30  # of which the first seven take an hour, and the others one each
AT_THE_DOOR = [
    *(register_user, verify_address, resend_link, request_reset, confirm_reset),
    *(log_in_user, refresh_access, log_out_here, log_out_of_all, show_public_keys),
]
ONES_OWN = [
    *(show_me, change_me, delete_me, export_own_data, change_own_password),
    *(ask_for_new_email, confirm_email, show_sessions, delete_session),
    *(show_addresses, add_own_address, change_own_address, remove_own_address),
]
BACK_OFFICE = [
    *(show_users, show_one_user, close_account, open_account, put_roles),
    *(show_roles, make_role, put_role, delete_role, show_permissions, show_staff_actions),
]


@dataclass(frozen=True, kw_only=True)
class Locks:
    """What passwords, links and tokens are made and checked with."""

    passwords: Argon2Passwords
    tokens: AccessTokens
    keyed: KeyedSecrets
    fresh: RandomRefreshTokens


@configured_by(PasswordSettings)
def module(site: Site) -> Module:
    secret = site.configuration[GeneralSettings].secret
    cost = site.configuration[PasswordSettings]
    locks = Locks(
        passwords=Argon2Passwords(memory_kib=cost.memory_kib, passes=cost.passes),
        tokens=AccessTokens(secret, site.clock),
        keyed=KeyedSecrets(secret),
        fresh=RandomRefreshTokens(),
    )
    post = post_of(site.configuration[MailSettings], site.clock)
    watch = RevocationWatch(lambda everything: WatchSessions(everything=everything))
    return Module(
        name="users",
        summary="Who people are: accounts, sessions, and what each may do.",
        tables=metadata,
        routes=[*AT_THE_DOOR, *ONES_OWN, *BACK_OFFICE],
        handlers=[
            *_at_the_door(locks),
            *_signed_in(site, locks),
            *_for_oneself(site, locks),
            *_for_staff(site, locks),
            *(handles(find_people), handles(show_person_card)),
            handles(find_staff, declared=site.capabilities),
            *(handles(notify_user, mails=site.mails), handles(address_mail)),
            handles(read_kept_mail, keeps=post.keeps),
        ],
        events=events.PUBLISHED,
        subscriptions=[
            *(hears(mail_link), hears(warn_of_new_password), hears(warn_of_stolen_token)),
            hears(record_staff_action),
            hears(warn_of_disabled_webhook),
        ],
        jobs=[_sending(site, post, locks), does(renew_signing_key), does(clear_out)],
        schedules=[
            Schedule(name="renew_signing_key", cron="0 3 1 * *", job=RenewSigningKey(), missed="catch_up"),
            Schedule(name="clear_out", cron="30 3 * * *", job=ClearOut()),
        ],
        permissions=may.CAPABILITIES,
        exports=[account_of],
        mails=MAILS,
        closes=[watch.close],
        authenticator=SessionAuthenticator(locks.tokens, watch, site.clock, wakes=WAKES),
    )


def _at_the_door(locks: Locks) -> list[Handling]:
    passwords, keyed = locks.passwords, locks.keyed
    return [
        handles(register, passwords=passwords),
        handles(take_verification, digests=keyed),
        handles(verify_email, passwords=passwords, links=keyed),
        handles(resend_verification, digests=keyed),
        handles(request_password_reset, digests=keyed, passwords=passwords),
        handles(words_of_link),
        handles(reset_password, passwords=passwords, links=keyed),
        handles(take_attempt, digests=keyed),
    ]


def _signed_in(site: Site, locks: Locks) -> list[Handling]:
    """Sessions and their tokens: how they begin, are prolonged, are looked at, and end."""
    origins = origins_of(site.configuration[WebSettings])
    granting: dict[str, Any] = {
        "tokens": locks.tokens,
        "refresh_tokens": locks.fresh,
        "declared": site.capabilities,
    }
    return [
        handles(log_in, passwords=locks.passwords, digests=locks.keyed, **granting),
        handles(refresh_session, origins=origins, **granting),
        handles(log_out, refresh_tokens=locks.fresh, origins=origins),
        *(handles(log_out_everywhere), handles(list_sessions), handles(end_session)),
        handles(watch_sessions, seconds=2.0, tokens=locks.tokens),
        handles(rotate_signing_key, capability=may.ROTATE_KEYS, tokens=locks.tokens),
        handles(show_keys, tokens=locks.tokens),
    ]


def _for_oneself(site: Site, locks: Locks) -> list[Handling]:
    return [
        *(handles(who_am_i), handles(change_profile), handles(erase_me)),
        handles(export_me, exporting=site.exporting),
        handles(take_password_check, digests=locks.keyed),
        handles(change_password, passwords=locks.passwords),
        handles(take_email_check, digests=locks.keyed),
        handles(request_new_email, passwords=locks.passwords, digests=locks.keyed, tell=tell),
        handles(take_confirmation, digests=locks.keyed),
        handles(confirm_new_email, passwords=locks.passwords, links=locks.keyed, tell=tell),
        *(handles(list_addresses), handles(add_address), handles(change_address), handles(remove_address)),
    ]


def _for_staff(site: Site, locks: Locks) -> list[Handling]:
    declared = site.capabilities
    return [
        handles(list_users, capability=may.SEE_PEOPLE),
        handles(show_user, capability=may.SEE_PEOPLE, declared=declared),
        handles(deactivate_user, capability=may.DEACTIVATE, declared=declared),
        handles(activate_user, capability=may.DEACTIVATE),
        handles(assign_roles, capability=may.ASSIGN_ROLES, declared=declared),
        handles(list_roles, capability=may.SEE_ROLES, declared=declared),
        handles(add_role, capability=may.EDIT_ROLES, declared=declared),
        handles(change_role, capability=may.EDIT_ROLES, declared=declared),
        handles(remove_role, capability=may.EDIT_ROLES),
        handles(list_permissions, capability=may.SEE_ROLES, declared=declared),
        handles(list_staff_actions, capability=may.SEE_AUDIT),
        handles(verify_audit, capability=may.SEE_AUDIT, seconds=600.0),
        handles(appoint_administrator, capability=may.APPOINT_ADMINISTRATOR, passwords=locks.passwords),
    ]


def _sending(site: Site, post: Post, locks: Locks) -> Doing:
    mail, web = site.configuration[MailSettings], site.configuration[WebSettings]
    stationery = Stationery(shop=mail.sender_name, storefront=mail.storefront_url or f"{web.public_url}/dev")
    return does(
        send_mail,
        attempts=A_DAY_OF_ATTEMPTS,
        back_off=30.0,
        post=post,
        mails=site.mails,
        links=locks.keyed,
        stationery=stationery,
    )
