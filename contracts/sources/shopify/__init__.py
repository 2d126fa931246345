"""Shopify: orders and all that belongs to them, customers, products, stock and the shop of the Admin REST API (2025-01).

Money is text in major units of the shop's currency (refund line items: numbers); a ``*_set`` beside it holds it in the shop's
and in the customer's currency. Ids are whole numbers of 64 bits.
"""
