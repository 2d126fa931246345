"""Identities: which customers, orders and visitors of a tenant are one person, by the identifiers that they share; pure Ibis.

Identifiers are the nodes of a graph, and what was seen together is a link. Persons are its connected components, found without
recursion: rounds of large star and small star (Kiveris et al., Connected Components in MapReduce and Beyond, 2014), each of which
ties an identifier to the smallest one that it reaches.
"""

from __future__ import annotations

from functools import reduce
from hashlib import sha256

import ibis
import ibis.expr.types as ir

KINDS = ("email", "customer", "account", "visitor", "device", "order")
"""Kinds of identifiers, the one that lasts longest first: a person is called by the smallest identifier of the first kind it has."""

MEMBERS = ("customer", "visitor", "order")
"""Kinds that are rows of the star: their value is the row's key."""

MOST = 50
"""How many others of one kind an identifier may link before it is taken to be shared: then it says nothing of who is who."""

MOST_ORDERS = 1000
"""The same for the orders of an e-mail or a customer, who may well have ordered more than fifty times."""

ROUNDS = 6
"""Rounds of star making; each doubles the length of the chains that come together."""

LONGEST_CHAIN = 2**ROUNDS
"""As many identifiers may stand in a chain, each linked to nothing but its neighbours, and be found to be one person."""

NOTHING = (
    "",
    "-",
    "0",
    "n/a",
    "na",
    "nan",
    "nil",
    "none",
    "null",
    "undefined",
    "(not set)",
    "unknown",
    "anonymous",
    "guest",
    "false",
    "true",
)
"""How sites and tools spell that there is no identifier, in lower case."""

PLACEHOLDERS = tuple(
    f"{name}@{host}"
    for host, names in {
        "example.com": ("noreply", "no-reply", "none", "noemail", "test", "email", "guest", "customer", "user"),
        "test.com": ("test",),
        "email.com": ("email", "noemail", "no"),
        "none.com": ("none",),
    }.items()
    for name in names
)
"""E-mail addresses that are filled in where there is none."""

UNKNOWN = "unknown"
"""The key of the unknown member, to which references of the star lead that lead nowhere."""

_END = ("kind", "value")
_OTHER = ("other_kind", "other_value")


def links(customers: ir.Table, orders: ir.Table, users: ir.Table, traces: ir.Table) -> ir.Table:
    """What identifies the same person: tenant_slug, kind and value, other_kind and other_value; each pair once.

    Customers and orders are unified rows, users and traces rows of the star. What a site tells of an order or account counts
    where just one order or customer of the tenant has the id, so that numbers of two shops are not taken for each other.
    """
    seen = _seen(users, traces)
    told = [
        _pairs(customers, ("customer", "customer_key"), ("email", "customer_email_hash")),
        _pairs(orders, ("order", "order_key"), ("customer", "order_customer_key")),
        _pairs(orders, ("order", "order_key"), ("email", "order_email_hash")),
        _pairs(users.mutate(hash=_told(users.user_email).hexdigest("sha256")), ("visitor", "user_key"), ("email", "hash")),
        _pairs(seen, ("visitor", "visitor"), ("device", "device")),
        _pairs(_owned(seen, "transaction", _order_ids(orders)), ("visitor", "visitor"), ("order", "owner")),
        *_account_pairs(_owned(seen, "account", customers.select("tenant_slug", said="customer_id", owner="customer_key"))),
    ]
    pairs = ibis.union(*told)
    empty = (UNKNOWN, "", *(sha256(nothing.encode()).hexdigest() for nothing in (*NOTHING, *PLACEHOLDERS)))
    return pairs.filter(pairs.value.notnull(), pairs.value != UNKNOWN, pairs.other_value.notin(empty)).distinct().alias("links")


def unshared(pairs: ir.Table) -> ir.Table:
    """Links without those of identifiers that link more than ``MOST`` others of one kind, such as the tablet in a shop."""
    turned = pairs.select("tenant_slug", **dict(zip((*_END, *_OTHER), (pairs[name] for name in (*_OTHER, *_END)), strict=True)))
    counted = pairs.union(turned).group_by("tenant_slug", *_END, "other_kind").aggregate(others=ibis._.count())
    orders = (counted.other_kind == "order") & counted.kind.isin(("email", "customer"))
    shared = counted.filter(counted.others > orders.ifelse(MOST_ORDERS, MOST)).select("tenant_slug", *_END).distinct().alias("shared")
    kept = pairs.anti_join(shared, ["tenant_slug", *_END]).view()
    return kept.anti_join(shared, ["tenant_slug", *zip(_OTHER, _END, strict=True)]).alias("unshared")


def persons(identifiers: ir.Table, pairs: ir.Table) -> ir.Table:
    """The identifiers, each with the ``person`` it belongs to: 32 hexadecimal digits that depend on the identifiers alone.

    Identifiers are tenant_slug, kind, value and loaded_at, each once and all that ``pairs`` has; loaded_at becomes the newest of the
    person. The person is null where the rounds did not suffice to bring it together.
    """
    rank = ibis.cases(*((identifiers.kind == kind, n) for n, kind in enumerate(KINDS)))
    nodes = identifiers.mutate(node=ibis.row_number().over(order_by=[identifiers.tenant_slug, rank, identifiers.value])).alias("nodes")
    stars = reduce(_starred, range(ROUNDS), _edges(nodes, pairs))
    centres = stars.group_by("high").aggregate(first=stars.low.min(), last=stars.low.max())
    tied = nodes.left_join(centres, nodes.node == centres.high)
    whole = tied.first.isnull() | (tied.first == tied.last)
    placed = tied.select(*nodes.columns, centre=ibis.coalesce(tied.first, tied.node), whole=whole).alias("placed")
    name = ((placed.node == placed.centre) & placed.whole).ifelse((placed.kind + ":" + placed.value).hexdigest("md5"), ibis.null(str))
    newest = placed.loaded_at.max()
    found = placed.group_by("centre").aggregate(person=name.max(), person_loaded_at=newest)
    named = placed.join(found, "centre")
    return named.select("tenant_slug", *_END, loaded_at="person_loaded_at", person=named.whole.ifelse(named.person, ibis.null(str)))


def _edges(nodes: ir.Table, pairs: ir.Table) -> ir.Table:
    """Links as numbers of their two identifiers, the larger first."""
    ends = nodes.select("tenant_slug", *_END, one="node")
    others = nodes.select("tenant_slug", **dict(zip(_OTHER, (nodes.kind, nodes.value), strict=True)), other="node")
    both = pairs.join(ends, ["tenant_slug", *_END]).join(others, ["tenant_slug", *_OTHER])
    return both.select(high=ibis.greatest(both.one, both.other), low=ibis.least(both.one, both.other)).alias("edges")


def _starred(edges: ir.Table, number: int) -> ir.Table:
    """One round: every node ties its larger neighbours to its smallest one, and then itself and its smaller ones to that."""
    both = edges.union(edges.select(high="low", low="high"))
    near = both.mutate(least=ibis.least(both.high, both.low.min().over(group_by=both.high)))
    large = near.filter(near.low > near.high).select(high="low", low="least").distinct()
    near = large.mutate(least=large.low.min().over(group_by=large.high)).alias(f"near_{number}")
    smaller = near.filter(near.low > near.least).select(high="low", low="least")
    return near.select("high", low="least").union(smaller, distinct=True).alias(f"stars_{number}")


def _told(text: ir.StringValue) -> ir.StringValue:
    """An identifier without blanks around it, null where it says nothing."""
    bare = text.strip()
    return bare.lower().isin(NOTHING).ifelse(ibis.null(str), bare)


def _pairs(table: ir.Table, end: tuple[str, str], other: tuple[str, str]) -> ir.Table:
    """Links between two columns of one row, each given with the kind of its identifiers."""
    kinds = {"kind": ibis.literal(end[0]), "other_kind": ibis.literal(other[0])}
    pairs = table.select("tenant_slug", **kinds, value=end[1], other_value=other[1])
    return pairs.select("tenant_slug", *_END, *_OTHER)


def _seen(users: ir.Table, traces: ir.Table) -> ir.Table:
    """What visitors told: visitor, connection, device, account and transaction, each combination once."""
    told = {name: _told(traces[f"trace_{name}_id"]) for name in ("device", "account", "transaction")}
    acted = traces.select("tenant_slug", visitor="trace_visitor_key", connection="trace_connection", **told)
    nothing = {"device": ibis.null(str), "account": _told(users.user_account_id), "transaction": ibis.null(str)}
    known = users.select("tenant_slug", visitor="user_key", connection="user_connection", **nothing)
    return acted.union(known, distinct=True).alias("seen")


def _order_ids(orders: ir.Table) -> ir.Table:
    """Ids and numbers by which a site may tell an order: those of the platform, the number with and without its '#'."""
    name = orders.order_name.strip()
    spelled = ibis.array([orders.order_id, name, name.re_replace("^#", "")]).unnest()
    return orders.select("tenant_slug", said=spelled, owner="order_key")


def _owned(seen: ir.Table, column: str, owners: ir.Table) -> ir.Table:
    """What visitors told in a column, with its one ``owner``, and whether ``several`` have it."""
    by = owners.group_by("tenant_slug", "said").aggregate(one=owners.owner.min(), last=owners.owner.max())
    told = seen.filter(seen[column].notnull()).select("tenant_slug", "visitor", "connection", column).distinct()
    owned = told.left_join(by, [told.tenant_slug == by.tenant_slug, told[column] == by.said])
    several = (owned.one != owned.last).fill_null(False)
    return owned.select(*told.columns, owner=several.ifelse(ibis.null(str), owned.one), several=several).alias(f"owned_{column}")


def _account_pairs(owned: ir.Table) -> list[ir.Table]:
    """Accounts of visitors and of customers; one whose id several shops have given away is an account of its connection alone."""
    account = owned.several.ifelse(owned.connection + ":" + owned.account, owned.account)
    named = owned.mutate(named=account)
    return [_pairs(named, ("visitor", "visitor"), ("account", "named")), _pairs(named, ("account", "named"), ("customer", "owner"))]
