"""A product as an editor would enter it."""

from souk.testing import staff

EDITOR = staff("catalog:edit")

BODY = {
    "name": "Lumara Aura 3",
    "category": "audio",
    "description": "Over-ear headphones.",
    "attributes": [
        {"name": "brand", "kind": "choice", "value": "Lumara"},
        {"name": "batteryHours", "kind": "number", "value": 45.5},
        {"name": "noiseCancelling", "kind": "boolean", "value": True},
        {"name": "care", "kind": "text", "value": "Wipe with a cloth."},
    ],
    "media": [{"url": "https://pictures.example/aura.svg", "alt": "Headphones in black"}],
    "variants": [
        {
            "sku": "AURA-BLK",
            "options": {"colour": "black"},
            "price": 599.99,
            "currency": "EUR",
            "weightGrams": 264,
            "onHand": 12,
            "lowStockThreshold": 3,
        },
        {"sku": "AURA-RED", "options": {"colour": "red"}, "price": "649", "currency": "EUR"},
    ],
}
