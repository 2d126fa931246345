"""The goods that a simulated shop sells: products, their variants, and prices that change now and then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.landing.demo.money import level
from engine.landing.demo.script import Script

PRODUCTS = 24
_MAKES = ("Alpine", "Coastal", "Harbor", "Linen", "Meadow", "Nordic", "Oak", "Prairie", "Quartz", "River", "Slate", "Willow")
_KINDS = (("Backpack", "Bags"), ("Blanket", "Home"), ("Candle", "Home"), ("Jacket", "Apparel"), ("Mug", "Kitchen"), ("Scarf", "Apparel"))
_OPTIONS = ("Small", "Medium", "Large")


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of a product, with its price in minor units before any change of price."""

    id: int
    item_id: int
    title: str
    sku: str
    grams: int
    price: int


@dataclass(frozen=True, slots=True)
class Product:
    """One product; it is priced anew every ``reprices`` days."""

    id: int
    title: str
    kind: str
    vendor: str
    created: datetime
    opened: date
    reprices: int
    variants: tuple[Variant, ...]

    @property
    def handle(self) -> str:
        """The product's name in addresses."""
        return self.title.lower().replace(" ", "-")

    def pricing(self, day: date) -> int:
        """How often the product has been priced anew by a day."""
        return max(0, (day - self.opened).days // self.reprices)

    def priced(self, day: date) -> date | None:
        """The day since which the price holds, None where it is the first."""
        times = self.pricing(day)
        return self.opened + timedelta(times * self.reprices) if times else None

    def price(self, variant: Variant, day: date) -> int:
        """A variant's price on a day: some percent more or less at each change, never adding up."""
        change = (self.pricing(day) * (7 + self.id % 5)) % 19 - 6 if self.pricing(day) else 0
        return variant.price * (100 + change) // 100


def products(script: Script) -> tuple[Product, ...]:
    """The products of a shop, at the tenant's own level of prices."""
    return tuple(_product(script, number, typical_price(script)) for number in range(PRODUCTS))


def typical_price(script: Script) -> float:
    """The tenant's own level of prices, in minor units."""
    return script.draws("prices").uniform(14, 70) * level(script.currency)


def _product(script: Script, number: int, typical: float) -> Product:
    rng = script.draws("product", number)
    noun, kind = _KINDS[number % len(_KINDS)]
    title = f"{_MAKES[(number * 5 + number // 12) % len(_MAKES)]} {noun}"
    base = typical * rng.choice((0.5, 0.75, 1.0, 1.0, 1.4, 2.2))
    created = script.midnight(script.start - timedelta(rng.randint(30, 300))) + timedelta(hours=9, seconds=rng.randrange(20_000))
    options = _OPTIONS[: rng.randint(1, 3)]
    variants = tuple(_variant(script, number, size, option, base) for size, option in enumerate(options))
    vendor = rng.choice(("House Label", "Maple & Sons", "Tern Studio"))
    return Product(script.identity(13, "product", number), title, kind, vendor, created, script.start, rng.randint(35, 120), variants)


def _variant(script: Script, number: int, size: int, option: str, base: float) -> Variant:
    parts = ("variant", number, size)
    price = max(1, round(base * (1 + 0.15 * size) / 10) * 10 - 1)
    return Variant(
        id=script.identity(14, *parts),
        item_id=script.identity(14, "item", *parts),
        title=option,
        sku=f"{number + 1:03d}-{option[0]}",
        grams=200 + 90 * size + 25 * number,
        price=price,
    )
