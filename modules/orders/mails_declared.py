"""The mails that orders sends, each with an example of what fills it in."""

from pathlib import Path

from souk.mail import Mail

FOLDER = Path(__file__).parent / "mails"
ORDER = {"number": "SO-2026-000123", "total": "599.99 EUR"}

REPORT = {
    "day": "2026-11-20",
    "orders": "12",
    "quantity": "17",
    "revenue": "4199.93 EUR",
    "discount": "60.00 EUR",
    "best": "9 x Phone; 8 x Case",
}

MAILS = [
    Mail(name="orders.placed", folder=FOLDER, example=ORDER),
    Mail(name="orders.cancelled", folder=FOLDER, example={**ORDER, "reason": "out_of_stock"}),
    Mail(name="orders.payment_failed", folder=FOLDER, example=ORDER),
    Mail(name="orders.parcel_sent", folder=FOLDER, example=ORDER),
    Mail(name="orders.daily_report", folder=FOLDER, example=REPORT),
    Mail(name="orders.lookup_code", folder=FOLDER, example={"number": ORDER["number"], "code": "12345678"}),
]
