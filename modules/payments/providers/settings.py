"""What an operator may set about payments."""

from typing import Annotated, Literal

from msgspec import Meta

from souk.configuration.sections import Section, hidden

Positive = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]


class PaymentSettings(Section, section="payments"):
    """Payments: who takes them, and how much patience there is with them."""

    credit_card: Annotated[
        Literal["sandbox", "stripe"], Meta(description="who takes credit cards; the sandbox takes no money")
    ] = "sandbox"
    paypal: Annotated[
        Literal["sandbox", "paypal"], Meta(description="who takes PayPal; the sandbox takes no money")
    ] = "sandbox"
    take: Annotated[
        Literal["at_once", "later"],
        Meta(description="at_once captures with the order; later authorizes, and staff capture"),
    ] = "at_once"
    seconds: Annotated[Seconds, Meta(description="a longer call of a provider has an unknown outcome")] = 8.0
    at_once: Annotated[Positive, Meta(description="calls of one provider at a time, for each process")] = 16
    circuit_failures: Annotated[
        Positive, Meta(description="failed calls in a row, of all processes, until a provider rests")
    ] = 5
    circuit_seconds: Annotated[Seconds, Meta(description="for how long it rests")] = 15.0
    ask_again_seconds: Annotated[
        float, Meta(ge=0, description="wait before a provider is asked about an unknown outcome")
    ] = 2.0
    sandbox_webhooks_to: Annotated[
        str, Meta(description="where the sandbox sends its webhooks; empty: to web.public_url")
    ] = ""
    sandbox_slow_seconds: Annotated[
        float, Meta(ge=0, description="how long the sandbox takes for tok_slow")
    ] = 2.0
    sandbox_webhook_seconds: Annotated[
        float, Meta(ge=0, description="how long after the fact the sandbox sends its webhooks")
    ] = 0.25
    stripe_key: Annotated[str, hidden("the secret key of the Stripe account")] = ""
    stripe_url: Annotated[str, Meta(description="Stripe's API")] = "https://api.stripe.com"
    stripe_webhook_keys: Annotated[
        tuple[str, ...], hidden("the signing secrets of the webhook endpoint, the newest first")
    ] = ()
    paypal_client: Annotated[str, Meta(description="the client id of the PayPal application")] = ""
    paypal_secret: Annotated[str, hidden("its secret")] = ""
    paypal_url: Annotated[str, Meta(description="PayPal's API")] = "https://api-m.paypal.com"
    paypal_webhook_ids: Annotated[
        tuple[str, ...], Meta(description="the ids of the webhooks as PayPal shows them, the newest first")
    ] = ()

    def unsafe(self) -> list[str]:
        missing = []
        if self.credit_card == "stripe" and not (self.stripe_key and self.stripe_webhook_keys):
            missing.append("payments.stripe_key and payments.stripe_webhook_keys are needed to use Stripe")
        if self.paypal == "paypal" and not (
            self.paypal_client and self.paypal_secret and self.paypal_webhook_ids
        ):
            missing.append("payments.paypal_client, _secret and _webhook_ids are needed to use PayPal")
        return missing
