"""WooCommerce: orders, refunds, products, variations, customers and coupons of the REST API (v3).

Money is text in major units of the shop's currency, ``""`` where there is none. Whatever the shop's prices include, the amounts of
orders and their lines are before taxes, with the tax beside them. A time without ``_gmt`` is the site's local one and says no
offset: it lands as text, the ``_gmt`` one beside it is the instant. Ids are whole numbers, 0 where there is none.
"""
