"""Orders of a simulated shop: their lines, money and changes, and what of that is known at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from engine.landing.demo.goods import Product, Variant
from engine.landing.demo.money import share
from engine.landing.demo.people import Person
from engine.landing.demo.traffic import Touch


@dataclass(frozen=True, slots=True)
class Line:
    """One variant in an order; money in minor units, ``tax`` on the line after its discount."""

    id: int
    product: Product
    variant: Variant
    quantity: int
    price: int
    discount: int
    tax: int

    @property
    def gross(self) -> int:
        """Price times quantity."""
        return self.price * self.quantity

    @property
    def net(self) -> int:
        """What is left after the discount."""
        return self.gross - self.discount


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """Some pieces of a line that are paid back."""

    id: int
    line: Line
    quantity: int

    @property
    def subtotal(self) -> int:
        """The pieces' part of the line's price after discount."""
        return share(self.line.net, self.quantity, self.line.quantity)

    @property
    def tax(self) -> int:
        """The pieces' part of the line's tax."""
        return share(self.line.tax, self.quantity, self.line.quantity)


@dataclass(frozen=True, slots=True)
class Refund:
    """Money paid back at once, for pieces of lines and perhaps the shipping."""

    id: int
    transaction_id: int
    at: datetime
    lines: tuple[RefundedLine, ...]
    shipping: int
    note: str | None
    taxes_included: bool

    @property
    def amount(self) -> int:
        """What the customer gets back."""
        return sum(line.subtotal + (0 if self.taxes_included else line.tax) for line in self.lines) + self.shipping


@dataclass(frozen=True)
class Order:
    """One order over its whole life; ``customer`` is None for a guest, who is known by ``buyer`` alone."""

    id: int
    number: int
    at: datetime
    buyer: Person
    customer: Person | None
    touch: Touch
    landing: str
    """The first page of the visit, with the campaign's tags."""
    lines: tuple[Line, ...]
    code: str | None
    percent: int
    shipping: int
    tax_rate: float
    taxes_included: bool
    transaction_id: int
    paid: datetime
    fulfilled: datetime
    edited: datetime | None
    cancelled: datetime | None
    refunds: tuple[Refund, ...]

    @property
    def name(self) -> str:
        """The order's number as people read it."""
        return f"#{self.number}"

    @cached_property
    def gross(self) -> int:
        """All lines before discounts."""
        return sum(line.gross for line in self.lines)

    @cached_property
    def discount(self) -> int:
        """All discounts."""
        return sum(line.discount for line in self.lines)

    @property
    def subtotal(self) -> int:
        """All lines after discounts."""
        return self.gross - self.discount

    @cached_property
    def tax(self) -> int:
        """All taxes, whether in the prices or on top of them."""
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        """What the customer pays."""
        return self.subtotal + self.shipping + (0 if self.taxes_included else self.tax)

    @cached_property
    def changes(self) -> tuple[datetime, ...]:
        """Every instant at which the order's record changes, in order."""
        shipped = () if self.cancelled else (self.fulfilled,)
        once = (moment for moment in (self.edited, self.cancelled) if moment)
        return tuple(sorted({self.at, self.paid, *shipped, *once, *(refund.at for refund in self.refunds)}))

    def untaxed(self, amount: int) -> int:
        """A price of this order without the tax that may be in it."""
        return share(amount, 100, 100 + round(100 * self.tax_rate)) if self.taxes_included else amount

    def changed(self, until: datetime) -> datetime:
        """The last change before an instant."""
        return max(moment for moment in self.changes if moment < until)

    def refunded(self, until: datetime) -> tuple[Refund, ...]:
        """The refunds before an instant."""
        return tuple(refund for refund in self.refunds if refund.at < until)

    def financial_status(self, until: datetime) -> str:
        """Shopify's word for what has been paid and paid back."""
        if self.paid >= until:
            return "pending"
        back = sum(refund.amount for refund in self.refunded(until))
        return "paid" if not back else "partially_refunded" if back < self.total else "refunded"
