"""How well the search finds what people mean, judged on the demo shop (pytest -m slow -rP)."""

import math
import re
import sys
from collections.abc import Callable
from urllib.parse import quote

import pytest

from shop.demo.catalogue import demo_catalogue
from shop.demo.goods import DemoProduct
from shop.seeding import seed
from souk.testing import Stage

PRODUCTS = 500
WANTED = 0.85

Grade = Callable[[DemoProduct], int]


def named(best: str, fair: str = "$^", colour: str = "") -> Grade:
    """Three for what was meant, one for what is like it, nothing for all else."""

    def grade(product: DemoProduct) -> int:
        has_colour = not colour or any(fact.value == colour for fact in product.attributes)
        if re.search(best, product.name) and has_colour:
            return 3
        return 1 if re.search(fair, product.name) or product.category == fair else 0

    return grade


def sku(wanted: str) -> Grade:
    return lambda product: 3 if any(variant.sku == wanted for variant in product.variants) else 0


HEADPHONES = named("Wireless Headphones", "headphones")
JUDGED: list[tuple[str, Grade]] = [
    ("wireless headphones", HEADPHONES),
    ("headphones wireless", HEADPHONES),
    ("headphone", HEADPHONES),
    ("haedphones", HEADPHONES),
    ("hedphones wireles", HEADPHONES),
    ("black wireless headphones", named("Wireless Headphones", "Wireless Headphones", colour="black")),
    ("smartphones", named("Smartphone")),
    ("smartphnoe", named("Smartphone")),
    ("laptops", named("Laptop")),
    ("lapotp", named("Laptop")),
    ("tents", named("Dome Tent")),
    ("sleeping bags", named("Sleeping Bag")),
    ("bag sleeping", named("Sleeping Bag")),
    ('"sleeping bag"', named("Sleeping Bag")),
    ("yoga mats", named("Yoga Mat")),
    ("karnten peak", named("Kärnten Peak")),
    ("Kärnten yoga mat", named("Kärnten.*Yoga Mat", "Yoga Mat")),
    ("bjorkvik pendant light", named("Björkvik.*Pendant Light", "Pendant Light")),
    ("macrame planter", named("Macramé Hanging Planter", "Planter")),
    ("chefs knife", named("Chef's Knife", "Knife")),
    ("chef's knives", named("Chef's Knife", "Knife")),
    ("espresso machines", named("Espresso Machine")),
    ("expresso machine", named("Espresso Machine")),
    ("EL-HEA-0001-BLK", sku("EL-HEA-0001-BLK")),
    ("ki-cas-0002-nav-4l", sku("KI-CAS-0002-NAV-4L")),
    ("toy cars", named("Toy Car")),
    ("teddy baer", named("Teddy Bear")),
    ("stoneware casserole", named("Stoneware Casserole", "Casserole")),
    ("running shoe", named("Running Shoes", "shoes")),
    ("garden benches", named("Garden Bench", "outdoor-living")),
]


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


async def found(stage: Stage, text: str) -> list[str]:
    async with stage.client() as client:
        answer = await client.get(f"/api/products?pageSize=10&q={quote(text)}")
    return [item["slug"] for item in answer.json()["items"]]


@pytest.mark.slow
async def test_finds_what_people_mean(stage: Stage):
    await seed(stage.runtime, PRODUCTS, lambda _: None)
    goods = {product.slug: product for product in demo_catalogue(PRODUCTS).products}
    figures: list[float] = []
    for text, grade in JUDGED:
        best = gain(sorted((grade(product) for product in goods.values()), reverse=True))
        assert best, f"nothing in the demo shop is what {text} means"
        slugs = await found(stage, text)
        figures.append(gain([grade(goods[slug]) for slug in slugs]) / best)
        sys.stdout.write(f"{figures[-1]:.3f}  {text}\n")
    mean = sum(figures) / len(figures)
    sys.stdout.write(f"{mean:.3f}  nDCG@10 of {len(JUDGED)} queries\n")
    assert len(JUDGED) == 30
    assert mean >= WANTED
