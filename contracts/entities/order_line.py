"""Order line: one position of an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

import ibis.expr.types as ir

from contracts.entity import MONEY, Entity
from contracts.logic import Logic
from contracts.roles import Computed, Count, Dimension, Inherited, Key, Measure, Reference, TimeDimension

_NOTHING: Mapping[str, ir.Table] = MappingProxyType({})
_NO_LOGIC = Logic()


def _settle(lines: ir.Table, others: Mapping[str, ir.Table] = _NOTHING, logic: Logic = _NO_LOGIC) -> ir.Table:
    """Lines with what their units cost and what is left of their price."""
    # A product of two amounts of the star would have more digits than a decimal holds.
    unit = lines.order_line_unit_cost.cast("decimal(28, 9)")
    cost = (unit * lines.order_line_quantity.cast("decimal(10, 0)")).cast(MONEY)
    tax = lines.order_line_tax_included.fill_null(False).ifelse(lines.order_line_tax_amount.fill_null(0), 0)
    return lines.mutate(order_line_cost_amount=cost, order_line_margin_amount=(lines.order_line_total_amount - tax - cost).cast(MONEY))


class OrderLine(Entity, name="order_line", table="fct_order_lines"):
    """One row a line item of an order, as it was sold."""

    order_line_id: Annotated[str | None, Key()] = None
    """The line item's id at the shop platform."""
    order_line_order_id: Annotated[str | None, Reference("order")] = None
    """The id of the order that the line belongs to."""
    order_line_product_id: Annotated[str | None, Reference("product")] = None
    """The id of the product sold; empty for custom items and products that are gone."""
    order_line_variant_id: Annotated[str | None, Reference("product_variant")] = None
    """The id of the product's variant sold."""
    order_line_sku: Annotated[str | None, Dimension()] = None
    """The merchant's stock keeping unit."""
    order_line_title: Annotated[str | None, Dimension()] = None
    """The product's title when it was sold."""
    order_line_sold_at: Annotated[datetime | None, TimeDimension(main=True), Inherited("order_line_order_id", "order_placed_at")] = None
    """When the order of the line was placed (UTC)."""
    order_line_quantity: Annotated[int | None, Measure("units_sold")] = None
    """Number of units sold."""
    order_line_unit_price: Decimal | None = None
    """Price of one unit before discounts, in the line's currency."""
    order_line_unit_cost: Annotated[Decimal | None, Inherited("order_line_variant_id", "product_variant_cost")] = None
    """What one unit costs the merchant without taxes: at the sale where the platform keeps it, else what the variant costs now."""
    order_line_discount_amount: Annotated[Decimal | None, Measure("line_discounts", unit="currency")] = None
    """Discounts that fall on the line, as a positive amount in the line's currency."""
    order_line_tax_amount: Annotated[Decimal | None, Measure("line_tax", unit="currency")] = None
    """Taxes of the line, in the line's currency."""
    order_line_tax_included: Annotated[bool | None, Inherited("order_line_order_id", "order_tax_included")] = None
    """Whether unit price, discount and total of the line hold its taxes."""
    order_line_total_amount: Annotated[Decimal | None, Measure("line_revenue", unit="currency")] = None
    """Quantity times unit price, less discounts, in the line's currency."""
    order_line_cost_amount: Annotated[Decimal | None, Measure("line_cost", unit="currency"), Computed()] = None
    """Quantity times unit cost; empty where the cost is not known."""
    order_line_margin_amount: Annotated[Decimal | None, Measure("line_margin", unit="currency"), Computed()] = None
    """The line's total without taxes, less its cost; empty where the cost is not known."""
    order_line_currency: Annotated[str | None, Dimension(), Inherited("order_line_order_id", "order_currency")] = None
    """Currency of the line's amounts (ISO 4217)."""

    measures = (Count("order_lines", "Number of order lines."),)

    settle = _settle
