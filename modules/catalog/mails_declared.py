"""The mails that catalog has sent to staff."""

from pathlib import Path

from souk.mail import Mail

FOLDER = Path(__file__).parent / "mails"

MAILS = [
    Mail(
        name="catalog.low_stock",
        folder=FOLDER,
        example={"count": "2", "goods": "AURA-1: 0 left of Aura; LAMP-1: 3 left of Lamp"},
    ),
]
