"""Event names: one vocabulary for what visitors do, whatever their analytics tool calls it.

The vocabulary is Google Analytics 4's: the names that it collects by itself and those that it recommends. Names that other tools,
and the event specification of Segment that many sites follow, give to the same things are brought to it; any other name stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "page_view": ("Page Viewed", "Viewed Page", "Loaded a Page", "Viewed a Page", "Web Page View"),
    "screen_view": ("Screen Viewed", "Viewed Screen", "Loaded a Screen"),
    "session_start": ("Start Session", "Session Started"),
    "first_visit": (),
    "user_engagement": (),
    "file_download": ("File Downloaded",),
    "form_start": ("Form Started",),
    "form_submit": ("Form Submitted", "Submitted Form"),
    "view_item": ("Product Viewed", "Viewed Product", "Item Viewed"),
    "view_item_list": ("Product List Viewed", "Viewed Product List", "Viewed Product Category"),
    "select_item": ("Product Clicked", "Clicked Product"),
    "add_to_cart": ("Product Added", "Added Product", "Added to Cart", "Product Added to Cart", "Item Added to Cart"),
    "remove_from_cart": ("Product Removed", "Removed Product", "Removed from Cart", "Product Removed from Cart"),
    "view_cart": ("Cart Viewed", "Viewed Cart"),
    "add_to_wishlist": ("Product Added to Wishlist", "Added to Wishlist"),
    "begin_checkout": ("Checkout Started", "Started Checkout", "Start Checkout", "Initiate Checkout", "Checkout Initiated"),
    "add_shipping_info": ("Shipping Info Entered", "Shipping Info Added"),
    "add_payment_info": ("Payment Info Entered", "Payment Info Added"),
    "purchase": ("Order Completed", "Completed Order", "Purchase Completed", "Completed Purchase", "Complete Purchase", "Purchased"),
    "refund": ("Order Refunded", "Refunded Order"),
    "view_search_results": (),
    "search": ("Products Searched", "Searched Products", "Searched"),
    "sign_up": ("Signed Up", "User Signed Up", "Account Created", "Created Account"),
    "login": ("Log In", "Logged In", "User Logged In", "Sign In", "Signed In", "User Signed In"),
    "share": ("Shared", "Product Shared"),
    "generate_lead": (),
    "view_promotion": ("Promotion Viewed", "Viewed Promotion"),
    "select_promotion": ("Promotion Clicked", "Clicked Promotion"),
}
"""Google Analytics' name of what visitors do -> what else people call the same thing."""


def _letters(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


_KNOWN: Mapping[str, str] = MappingProxyType(
    {_letters(spelling): name for name, others in VOCABULARY.items() for spelling in (name, *others)}
)


def event_name(own: Any) -> Any:
    """The name of the vocabulary for an event's name in its tool's own words; that name itself where the vocabulary has none.

    Case, spaces and signs do not matter, nor the mark that a tool puts before the names of its own events.

    >>> import ibis
    >>> events = ibis.memtable({"name": ["[Amplitude] Page Viewed", "$mp_web_page_view", "Add To Cart", "Order Completed", "Quiz Taken"]})
    >>> event_name(events.name).name("name").to_pyarrow().to_pylist()
    ['page_view', 'page_view', 'add_to_cart', 'purchase', 'Quiz Taken']
    """
    letters = own.lower().re_replace(r"^(\[amplitude\]|\$mp_)|[^a-z0-9]", "")
    return letters.cases(*_KNOWN.items(), else_=own)
