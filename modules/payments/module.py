"""The wiring of payments."""

from datetime import timedelta
from typing import Any

from modules.payments import permissions
from modules.payments.announcing import announcements
from modules.payments.capture_payment.endpoint import post_capture
from modules.payments.capture_payment.handler import capture_by_hand, capture_payment
from modules.payments.confirm_at_sandbox.endpoint import post_confirmation
from modules.payments.confirm_at_sandbox.handler import confirm_at_sandbox
from modules.payments.contracts import events
from modules.payments.deliver_letters.job import DeliverLetters, deliver_letters
from modules.payments.domain.lifecycle import LIFE, Status
from modules.payments.forget_person.subscriber import forget_person
from modules.payments.list_payments.endpoint import get_payments
from modules.payments.list_payments.handler import list_payments
from modules.payments.measure_differences.handler import differences_by_provider
from modules.payments.personal_data import payments_of
from modules.payments.providers.chosen import Providers
from modules.payments.providers.sandbox.postman import Post
from modules.payments.providers.settings import PaymentSettings
from modules.payments.purge_webhooks.job import PurgeWebhooks, purge_webhooks
from modules.payments.receive_webhook.endpoint import post_webhook
from modules.payments.receive_webhook.handler import receive_webhook
from modules.payments.reconcile_books.job import ReconcileBooks, reconcile_books
from modules.payments.refund_payment.endpoint import post_refund
from modules.payments.refund_payment.handler import refund_by_hand, refund_payment
from modules.payments.request_payment.handler import request_payment, request_together
from modules.payments.return_from_provider.endpoint import post_return
from modules.payments.return_from_provider.handler import return_from_provider
from modules.payments.show_differences.endpoint import get_differences
from modules.payments.show_differences.handler import show_differences
from modules.payments.show_own_payment.endpoint import get_own_payment
from modules.payments.show_own_payment.handler import show_own_payment
from modules.payments.show_payment.endpoint import get_payment
from modules.payments.show_payment.handler import show_payment
from modules.payments.tables import metadata
from modules.payments.talk_to_provider.subscriber import await_customer, carry_out_operation, check_payment
from modules.payments.tell_payments.handler import tell_payments
from modules.payments.tell_totals.handler import tell_totals
from modules.payments.void_payment.endpoint import post_void
from modules.payments.void_payment.handler import void_by_hand, void_payment
from souk.modules import (
    Handling,
    Hearing,
    Lifecycle,
    Measure,
    Module,
    Schedule,
    Site,
    configured_by,
    does,
    handles,
    hears,
)

PATIENCE = 60
"""Seconds for a provider with all its tries; each of them is bounded much closer."""


@configured_by(PaymentSettings)
def module(site: Site, *, post: Post | None = None) -> Module:
    """Wire payments. `post` carries the sandbox's letters some other way than over HTTP, for tests."""
    settings = site.configuration[PaymentSettings]
    providers = Providers(site, settings, post)
    return Module(
        name="payments",
        summary="What customers pay: charges, refunds, and the ledger of what the providers answered.",
        tables=metadata,
        routes=[
            *(get_own_payment, post_return, post_confirmation, post_webhook),
            *(get_payments, get_payment, get_differences, post_capture, post_void, post_refund),
        ],
        handlers=[*_doing(providers, settings), *_showing()],
        events=events.PUBLISHED,
        subscriptions=[hears(forget_person), *_talking(site, providers, settings)],
        jobs=[
            does(deliver_letters, postman=providers.postman, attempts=1),
            does(purge_webhooks),
            does(reconcile_books, gateways=providers.gateways, seconds=1800.0),
        ],
        schedules=[
            Schedule(name="deliver_letters", cron="* * * * *", job=DeliverLetters()),
            Schedule(name="purge_webhooks", cron="20 3 * * *", job=PurgeWebhooks(), missed="catch_up"),
            Schedule(name="reconcile_books", cron="40 3 * * *", job=ReconcileBooks(), missed="catch_up"),
        ],
        exports=[payments_of],
        permissions=permissions.CAPABILITIES,
        health=providers.health,
        measures=[
            Measure(
                name="souk_payment_differences",
                what="What the newest comparison of books and provider found.",
                label="provider",
                ask=differences_by_provider,
            )
        ],
        lifecycles=[
            Lifecycle.of("payment", Status.CREATED, [(was, did, now) for (was, did), now in LIFE.items()])
        ],
        closes=[providers.close],
    )


def _doing(providers: Providers, settings: PaymentSettings) -> list[Handling]:
    return [
        *(
            handles(each, providers=providers.of_methods, takes=settings.take == "at_once")
            for each in (request_payment, request_together)
        ),
        handles(void_payment),
        handles(capture_payment),
        handles(refund_payment),
        handles(void_by_hand, capability=permissions.CAPTURE),
        handles(capture_by_hand, capability=permissions.CAPTURE),
        handles(refund_by_hand, capability=permissions.REFUND),
        handles(receive_webhook, gateways=providers.gateways),
        handles(return_from_provider),
        handles(confirm_at_sandbox, sandbox=providers.sandbox),
    ]


def _showing() -> list[Handling]:
    return [
        handles(show_own_payment),
        handles(list_payments, capability=permissions.SEE),
        handles(show_payment, capability=permissions.SEE),
        handles(show_differences, capability=permissions.RECONCILE),
        handles(tell_payments),
        handles(tell_totals),
    ]


def _talking(site: Site, providers: Providers, settings: PaymentSettings) -> list[Hearing]:
    """Hear what a provider is to be asked, ask it with nothing held, and book what it says."""
    again = timedelta(seconds=settings.ask_again_seconds)
    asking: dict[str, Any] = {
        "effect": True,
        "seconds": PATIENCE,
        "gateways": providers.gateways,
        "announce": announcements,
    }
    return [
        hears(carry_out_operation, again=again, **asking),
        hears(check_payment, again=again, **asking),
        hears(await_customer, clock=site.clock, **asking),
    ]
