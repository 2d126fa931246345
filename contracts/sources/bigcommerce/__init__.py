"""BigCommerce: orders and their products of the V2 API; catalog, customers, transactions and refunds of the V3 API.

V2 writes money as text with four decimals, times as RFC 2822 and ``""`` for nothing; V3 writes numbers and ISO 8601. Both may write
``{}`` for nothing. Amounts are in major units of the currency that the shopper pays in. Customer 0 is a guest, product 0 a custom
item.
"""
