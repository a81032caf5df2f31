"""The one product that every demonstration can count on, whatever the seed."""

from shop.demo.goods import DemoAttribute, DemoMedia, DemoProduct, DemoVariant

# No other product is of the line "Aura": the department does not list it.
REFERENCE = DemoProduct(
    number=1,
    slug="lumara-aura-3-wireless-headphones",
    name="Lumara Aura 3 Wireless Headphones",
    description=(
        "Over-ear headphones with a warm, detailed sound and cushions made for long flights. "
        "Active noise cancelling fades out engines and chatter; a tap lets announcements through. "
        "Comes with a travel case, a USB-C cable and a three-year warranty."
    ),
    category="headphones",
    currency="EUR",
    attributes=(
        DemoAttribute(name="brand", kind="choice", value="Lumara"),
        DemoAttribute(name="colour", kind="choice", value="black"),
        DemoAttribute(name="material", kind="choice", value="protein leather"),
        DemoAttribute(name="batteryHours", kind="number", value=45),
        DemoAttribute(name="noiseCancelling", kind="boolean", value=True),
        DemoAttribute(name="bluetooth", kind="choice", value="5.4"),
    ),
    variants=(
        DemoVariant(
            sku="EL-HEA-0001-BLK",
            options={"colour": "black"},
            price_minor=599_99,
            weight_grams=264,
            on_hand=1000,
            low_stock_threshold=10,
        ),
    ),
    media=(
        DemoMedia(
            address="/demo/pictures/lumara-aura-3-wireless-headphones.svg",
            alt="Lumara Aura 3 Wireless Headphones in black",
        ),
    ),
)
