"""Topics: what a field is about, told by the words of its name, where its values alone do not tell."""

from __future__ import annotations

import re

from contracts.naming import snake

_IDENTIFIER = re.compile(r"id|uuid|guid|gid")
_CODE = re.compile(
    r"zip|zipcode|postal|postcode|phone|mobile|fax|ip|iban|name|title|label|handle"
    r"|sku|code|barcode|isbn|ean|upc|gtin|mpn|number|no|token|key|hash|version"
)
_MONEY = re.compile(
    r"prices?|amount|cost|spend|spent|revenue|sales|budget|tax|fees?|total|subtotal|discounts?|balance|tip|bid|cpc|cpm|cpa|money"
)
_TIME = re.compile(r"at|time|timestamp|ts|date|datetime|created|updated|modified|expires|since|until")
_DAY = re.compile(r"date|day|period")
_END = re.compile(r"end|stop|expiry|expires|due|birth|next|last")
_SETTING = re.compile(r"settings?|tracking|strategy|parent|base|by")
_CHANGED = re.compile(r"updated|modified|changed|edited")
_MADE = re.compile(r"created?|made|placed|added|inserted")
_ENDS = re.compile(r"^[^A-Za-z0-9]+|[^A-Za-z0-9]+$")


def plain(name: str) -> str:
    """A vendor's name as a column is best called: signs around it, such as a unit's brackets, say nothing.

    >>> plain("CTR (%)"), plain("createdAt")
    ('ctr', 'created_at')
    """
    return snake(_ENDS.sub("", name) or name)


def words(name: str) -> tuple[str, ...]:
    """The words of a vendor's name, in lower case.

    >>> words("lastModifiedTime"), words("campaign.id")
    (('last', 'modified', 'time'), ('campaign', 'id'))
    """
    return tuple(plain(name).split("_"))


def is_identifier(name: str) -> bool:
    """Whether a name is that of an id, which is kept as it came: whole or text, never a fraction.

    >>> is_identifier("AdGroupId"), is_identifier("paid")
    (True, False)
    """
    return bool(_IDENTIFIER.fullmatch(words(name)[-1]))


def is_code(name: str) -> bool:
    """Whether digits under a name are a text: nobody adds zip codes up.

    >>> is_code("postal_code"), is_code("phone_calls")
    (True, False)
    """
    return bool(_CODE.fullmatch(words(name)[-1]))


def is_money(name: str) -> bool:
    """Whether numbers under a name are amounts.

    >>> is_money("current_total_price"), is_money("amount_refunded"), is_money("total_items"), is_money("cost_micros")
    (True, True, False, False)
    """
    said = words(name)
    return said[0] == "amount" or bool(_MONEY.fullmatch(said[-1]))


def is_micros(name: str) -> bool:
    """Whether numbers under a name are millionths of a currency."""
    return "micros" in words(name)


def is_time(name: str) -> bool:
    """Whether numbers under a name may count from 1970."""
    return _speaks(name, _TIME)


def is_day(name: str) -> bool:
    """Whether eight digits under a name may be a day."""
    return _speaks(name, _DAY)


def is_question(name: str) -> bool:
    """Whether 0 and 1 under a name are no and yes.

    >>> is_question("is_gift_card"), is_question("position")
    (True, False)
    """
    return words(name)[0] in ("is", "has")


def day_rank(name: str) -> int:
    """How unlikely a name of a day is that of the day that a record is about, 0 for the likeliest.

    >>> [day_rank(name) for name in ("segments_date", "date_start", "campaign_end_date")]
    [0, 1, 2]
    """
    return 2 if _speaks(name, _END) else 1 if "start" in words(name) else 0


def is_setting(name: str) -> bool:
    """Whether an id is rather one that a record is set up with than one of what it is about."""
    return _speaks(name, _SETTING)


def tells_change(name: str) -> bool:
    """Whether a name is that of the last change of a record."""
    return _speaks(name, _CHANGED)


def tells_beginning(name: str) -> bool:
    """Whether a name is that of the making of a record."""
    return _speaks(name, _MADE)


def singular(name: str) -> str:
    """One of what an object is named after.

    >>> singular("order_refunds"), singular("categories"), singular("addresses"), singular("campaign_status"), singular("people")
    ('order_refund', 'category', 'address', 'campaign_status', 'person')
    """
    rest, _, last = name.rpartition("_")
    return f"{rest}_{_singular(last)}" if rest else _singular(last)


def _speaks(name: str, topic: re.Pattern[str]) -> bool:
    return any(topic.fullmatch(word) for word in words(name))


def _singular(word: str) -> str:
    if word == "people":
        return "person"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) or not word.endswith("s") or len(word) < 3 else word[:-1]
