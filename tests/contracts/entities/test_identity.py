from __future__ import annotations

from collections.abc import Iterable
from hashlib import md5, sha256
from itertools import pairwise
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from contracts.entities.identity import Identity
from contracts.entities.trace import Trace
from contracts.identities import KINDS, LONGEST_CHAIN, MOST, persons
from contracts.logic import Logic

from .across import CUSTOMERS, EVENTS, ORDERS, USERS, SqlFile, opened, ran, readable, sql, table

TABLES = {"customer": CUSTOMERS, "order": ORDERS, "user": USERS, "event": EVENTS}
TRACED = Trace.derive({"event": ibis.table(EVENTS, name="events")}, Logic())
OTHERS = {
    **{name: ibis.table(columns, name=f"{name}s") for name, columns in TABLES.items()},
    "trace": ibis.table(TRACED.schema(), name="traces"),
}
IDENTITIES = Identity.derive(OTHERS, Logic())
TRACES = sql(TRACED)
QUERY = sql(IDENTITIES)
NODES = {"tenant_slug": "string", "kind": "string", "value": "string"}
KNOWN = {**NODES, "loaded_at": "timestamp('UTC')"}
LINKS = {**NODES, "other_kind": "string", "other_value": "string"}
PERSONS = sql(persons(ibis.table(KNOWN, name="known"), ibis.table(LINKS, name="linked")))

Node = tuple[str, str]


@pytest.fixture(scope="module")
def connection() -> Any:
    return opened()


def hashed(email: str) -> str:
    return sha256(email.encode()).hexdigest()


def customer(id_: str, email: str | None = None, shop: str = "shop", tenant: str = "acme") -> dict[str, Any]:
    key = f"{shop}:{id_}"
    return {"tenant_slug": tenant, "customer_key": key, "customer_id": id_, "customer_email_hash": None if email is None else hashed(email)}


def order(id_: str, customer_key: str | None = None, email: str | None = None, name: str | None = None, **more: Any) -> dict[str, Any]:
    told = {"order_key": f"shop:{id_}", "order_id": id_, "order_name": name, "order_customer_key": customer_key}
    return {"tenant_slug": "acme", **told, "order_email_hash": email and hashed(email), **more}


def event(visitor: str | None, **told: Any) -> dict[str, Any]:
    key = visitor and f"web:{visitor}"
    common = {"tenant_slug": "acme", "event_connection": "web", "event_visitor_id": visitor, "event_visitor_key": key}
    return {**common, **{name if name in EVENTS else f"event_{name}": value for name, value in told.items()}}


def user(id_: str, email: str | None = None, account: str | None = None) -> dict[str, Any]:
    common = {"tenant_slug": "acme", "user_key": f"app:{id_}", "user_connection": "app"}
    return {**common, "user_email": email, "user_account_id": account}


def fill(connection: Any, *rows: dict[str, Any]) -> None:
    """Writes what identities are made of; a row says by its columns what it is of."""
    for entity, columns in TABLES.items():
        table(connection, f"{entity}s", columns, [row for row in rows if f"{entity}_key" in row or f"{entity}_visitor_key" in row])
    connection.con.execute(f"CREATE OR REPLACE TABLE traces AS {TRACES}")


def people(connection: Any, *rows: dict[str, Any]) -> dict[str, set[str]]:
    """The identifiers of each person, without hashes, by the person's key."""
    fill(connection, *rows)
    found: dict[str, set[str]] = {}
    for row in ran(connection, QUERY):
        if row["identity_kind"] != "email":
            told = f"{row['tenant_slug']}/{row['identity_kind']}/{row['identity_value']}"
            found.setdefault(f"{row['tenant_slug']}/{row['identity_person_key']}", set()).add(told.removeprefix("acme/"))
    return found


def groups(connection: Any, *rows: dict[str, Any]) -> list[set[str]]:
    return sorted(people(connection, *rows).values(), key=sorted)


def test_one_person_over_two_shops_and_cookies(connection: Any) -> None:
    assert groups(
        connection,
        customer("7", "rick@c137.io"),
        customer("9", "rick@c137.io", shop="outlet"),
        customer("8", "morty@c137.io"),
        order("1", "shop:7", name="#1001"),
        order("2", None, "morty@c137.io"),
        event("v1", device_id="d1", transaction_id="1001"),
        event("v2", device_id="d1"),
        event("v3", user_id="8"),
        user("u", "rick@c137.io"),
    ) == [
        {"account/8", "customer/shop:8", "order/shop:2", "visitor/web:v3"},
        {"customer/outlet:9", "customer/shop:7", "device/d1", "order/shop:1", "visitor/app:u", "visitor/web:v1", "visitor/web:v2"},
    ]


def test_a_person_is_called_by_its_smallest_identifier(connection: Any) -> None:
    [key] = people(connection, customer("7", "rick@c137.io"), order("1", "shop:7"))
    smallest = f"email:{hashed('rick@c137.io')}"
    assert key == f"acme/across:{md5(smallest.encode()).hexdigest()}"


def test_tenants_share_no_person(connection: Any) -> None:
    rows = [customer("7", "rick@c137.io"), customer("7", "rick@c137.io", tenant="umbra")]
    assert groups(connection, *rows) == [{"customer/shop:7"}, {"umbra/customer/shop:7"}]


def test_what_nobody_shares_is_a_person_of_its_own(connection: Any) -> None:
    assert groups(connection, order("1"), order("2"), event("v"), event(None, device_id="d")) == [
        {"order/shop:1"},
        {"order/shop:2"},
        {"visitor/web:v"},
    ]


@pytest.mark.parametrize("nothing", ["", " null ", "undefined", "(not set)", "0", "unknown"])
def test_words_for_nothing_link_nobody(connection: Any, nothing: str) -> None:
    rows = [event("v1", user_id=nothing, device_id=nothing), event("v2", user_id=nothing, device_id=nothing)]
    assert groups(connection, *rows) == [{"visitor/web:v1"}, {"visitor/web:v2"}]


@pytest.mark.parametrize("email", ["", "noreply@example.com", "test@test.com"])
def test_placeholders_link_nobody(connection: Any, email: str) -> None:
    rows = [customer("7", email), customer("8", email), user("u", email)]
    assert groups(connection, *rows) == [{"customer/shop:7"}, {"customer/shop:8"}, {"visitor/app:u"}]


def test_the_unknown_member_links_nobody(connection: Any) -> None:
    rows = [event("v1", visitor_key="unknown", device_id="d"), order("1", "unknown"), order("2", "unknown")]
    assert groups(connection, *rows, event("v2", device_id="d")) == [
        {"device/d", "visitor/web:v2"},
        {"order/shop:1"},
        {"order/shop:2"},
    ]


@pytest.mark.parametrize(("visitors", "count"), [(MOST, 1), (MOST + 1, MOST + 1)])
def test_a_device_of_too_many_is_shared(connection: Any, visitors: int, count: int) -> None:
    assert len(groups(connection, *(event(f"v{n}", device_id="till") for n in range(visitors)))) == count


def test_a_customer_may_order_more_often(connection: Any) -> None:
    rows = [order(str(n), "shop:7", "rick@c137.io") for n in range(MOST + 10)]
    assert len(groups(connection, customer("7"), *rows)) == 1


def test_ids_of_several_shops_tell_nobody(connection: Any) -> None:
    rows = [customer("7"), customer("7", shop="outlet"), order("1"), order("1", order_key="outlet:1")]
    found = groups(connection, *rows, event("v", user_id="7", transaction_id="1"))
    assert found == [{"account/web:7", "visitor/web:v"}, {"customer/outlet:7"}, {"customer/shop:7"}, {"order/outlet:1"}, {"order/shop:1"}]


def test_sql(snapshot: SnapshotAssertion) -> None:
    assert readable(IDENTITIES) == snapshot(extension_class=SqlFile)


def joined(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """The smallest node of each node's component, by union and find."""
    parent = {node: node for node in nodes}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, other in pairs:
        low, high = sorted((root(one), root(other)), key=lambda node: (KINDS.index(node[0]), node[1]))
        parent[high] = low
    return {node: root(node) for node in parent}


def check(connection: Any, nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> None:
    known = sorted(set(nodes) | {node for pair in pairs for node in pair})
    told = [{"tenant_slug": "acme", "kind": kind, "value": value} for kind, value in known]
    table(connection, "known", KNOWN, told)
    ends = [(("kind", "value"), ("other_kind", "other_value"))]
    rows = [{"tenant_slug": "acme", **dict(zip((*e, *o), (*one, *other), strict=True))} for one, other in pairs for e, o in ends]
    table(connection, "linked", LINKS, rows)
    found = {(row["kind"], row["value"]): row["person"] for row in ran(connection, PERSONS)}
    named = {node: md5(":".join(low).encode()).hexdigest() for node, low in joined(known, pairs).items()}
    assert found == named


NODE = st.tuples(st.sampled_from(KINDS), st.sampled_from([f"{n:02}" for n in range(8)]))


@settings(max_examples=40, deadline=None)
@given(st.lists(NODE, max_size=10), st.lists(st.tuples(NODE, NODE).filter(lambda pair: pair[0] != pair[1]), max_size=60, unique=True))
def test_persons_are_the_components_of_the_graph(connection: Any, nodes: list[Node], pairs: list[tuple[Node, Node]]) -> None:
    check(connection, nodes, pairs)


@settings(max_examples=10, deadline=None)
@given(st.integers(LONGEST_CHAIN - 20, LONGEST_CHAIN), st.randoms(use_true_random=False), st.booleans())
def test_long_chains_come_together(connection: Any, length: int, random: Any, sort: bool) -> None:
    nodes = [(KINDS[n % len(KINDS)], f"{n:05}") for n in range(length)]
    if sort:
        nodes.sort(key=lambda node: (KINDS.index(node[0]), node[1]))
    else:
        random.shuffle(nodes)
    check(connection, nodes, list(pairwise(nodes)))


def test_a_chain_that_is_too_long_breaks_the_promise(connection: Any) -> None:
    nodes = [("visitor", f"{n:06}") for n in range(LONGEST_CHAIN * 2)]
    fill(connection, *(event(visitor, device_id=f"d{device:06}") for n, (_, visitor) in enumerate(nodes) for device in (n, n + 1)))
    connection.con.execute(f"CREATE OR REPLACE TABLE identities AS {QUERY}")
    [promise] = Identity.promises
    assert ran(connection, sql(promise.broken(connection.table("identities"))))
