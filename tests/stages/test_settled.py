"""What stands of an entity with all that tenants, other entities and other rows add to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import duckdb
import ibis
import ibis.expr.types as ir
import pytest
from ibis import _

from contracts.entity import Entity, Reads, Tables
from contracts.logic import Logic, TenantLogic
from contracts.roles import Computed, Dimension, Key, Reference
from contracts.source import Api, Source
from engine.models.spec import compiled
from engine.stages import unified
from engine.stages.settled import settled

from .conftest import declared, described, rows
from .shop import Client, Deed, Journey, Purchase, PurchaseLine, Report, TillClient, TillDeed, TillReport, TillSale, WebSale
from .sinks import Record, Sinks, feeds


def _clubs(others: Tables, logic: Logic) -> ir.Table:
    members = others["guest"]
    clubs = members.group_by("tenant_slug", club_connection=members.guest_connection, club_id=members.guest_club_id).aggregate(
        club_platform=_.guest_platform.min(), club_name=_.guest_name.max(), club_size=_.count(), club_loaded_at=_.guest_loaded_at.max()
    )
    return clubs.filter(clubs.club_id.notnull())


class Club(Entity, name="club", table="dim_clubs", reads=(Reads("guest", by=("guest_club_key",)),)):
    """One row a club, of its own list and of what its guests say."""

    club_id: Annotated[str | None, Key()] = None
    """The club's id."""
    club_name: Annotated[str | None, Dimension()] = None
    """What the club is called."""
    club_size: Annotated[int | None, Computed()] = None
    """How many guests it has."""
    club_motto: Annotated[str | None, Computed()] = None
    """What nothing tells."""

    derive = _clubs


def _greeted(guests: ir.Table, others: Tables, logic: Logic) -> ir.Table:
    """The guests whose name is not Z, with what another table and the tenant say of each."""
    greeting = logic.told(guests.tenant_slug, lambda tenant: tenant.currency)
    greeted = guests.mutate(guest_greeting=greeting).filter(guests.guest_name != "Z")
    clubs = others["club"].select(_key="club_key", _name="club_name")
    joined = greeted.left_join(clubs, greeted.guest_club_key == clubs["_key"])
    return joined.mutate(guest_favourite_id=joined["_name"])


class Guest(Entity, name="guest", table="dim_guests", reads=(Reads("club"),)):
    """One row a guest."""

    guest_id: Annotated[str | None, Key()] = None
    """The guest's id."""
    guest_club_id: Annotated[str | None, Reference("club")] = None
    """Where the guest goes."""
    guest_name: Annotated[str | None, Dimension()] = None
    """What the guest is called."""
    guest_greeting: Annotated[str | None, Computed()] = None
    """What the tenant says."""
    guest_favourite_id: Annotated[str | None, Reference("club"), Computed()] = None
    """What the guest likes."""
    guest_initial: Annotated[str | None, Computed()] = None
    """The first letter of the name."""

    settle = _greeted

    @staticmethod
    def rowwise(row: ir.Table) -> dict[str, ir.Value]:
        """The first letter."""
        return {"guest_initial": row.guest_name[0]}


class House(Source, api=Api("house_api_v1", ("house",))):
    """A house that clubs meet in."""


class HouseGuest(House, object="guests", key="id"):
    """A guest of the house."""

    id: str | None = None
    club: str | None = None
    name: str | None = None

    feeds = (Guest.mapping(guest_id=_.id, guest_club_id=_.club, guest_name=_.name),)


class HouseClub(House, object="clubs", key="id"):
    """A club of the house."""

    id: str | None = None
    name: str | None = None

    feeds = (Club.mapping(club_id=_.id, club_name=_.name),)


@pytest.fixture
def sinks(warehouse: duckdb.DuckDBPyConnection) -> Sinks:
    opened = Sinks(warehouse)
    opened.open([TillSale, TillClient, TillReport, TillDeed, WebSale, HouseGuest, HouseClub])
    return opened


def sale(number: int, total: str, **more: Any) -> Record:
    return {"id": number, "total": total, "changed_at": "2024-01-01T00:00:00Z", **more}


def counting(**events: tuple[str, ...]) -> Logic:
    """Tenants by the events that count for them."""
    return Logic(tuple(TenantLogic(slug, conversion_events=those) for slug, those in events.items()))


def test_conversions_are_those_of_each_tenant(sinks: Sinks) -> None:
    for tenant in "abc":
        sinks.push(TillSale, *(sale(n, "1", kind=kind) for n, kind in enumerate(["gift", "o'hare", None])), tenant=tenant)
    found = sinks.settle(Purchase, TillSale, logic=counting(a=("gift",), b=("gift", "o'hare"), c=()))
    assert [row["purchase_counts"] for row in found] == [1, 0, 0, 1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(("told", "counts"), [("gift", [1, 1, 0]), ("GIFT", [1, 0, 0]), ("sale", [0, 0, 0])])
def test_a_conversion_goes_by_either_of_its_names(sinks: Sinks, told: str, counts: list[int]) -> None:
    sinks.push(TillDeed, *({"id": n, "name": name} for n, name in enumerate(["GIFT", "Gift", None])))
    assert [row["deed_counts"] for row in sinks.settle(Deed, TillDeed, logic=counting(a=(told,)))] == counts


def test_only_what_stands_is_settled(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(7, "5", lines=[{"id": 1, "price": 2}]), load=1)
    sinks.push(TillSale, sale(8, "5", lines=[{"id": 1, "price": 3}, {"id": 2, "price": 4}]), load=2)
    found = [(row["purchase_line_key"], row["purchase_line_amount"]) for row in sinks.settle(PurchaseLine, TillSale)]
    assert found == [("shop:1", Decimal(3)), ("shop:2", Decimal(4))]


def test_an_entity_derives_from_the_rows_of_another(sinks: Sinks) -> None:
    sinks.push(TillSale, sale(1, "1", client=3, at="2024-01-02"), sale(2, "2", client=3, at="2024-01-01"), sale(3, "4"))
    found = derived(sinks, Journey, {"purchase": sinks.keep(Purchase, TillSale)})
    assert [(row["journey_key"], row["journey_amount"], row["journey_started_at"].date()) for row in found] == [
        ("shop:3", Decimal(3), date(2024, 1, 1))
    ]


def test_a_derived_row_has_the_key_of_its_connection_and_parts(sinks: Sinks) -> None:
    sinks.push(WebSale, {"id": "1", "buyer": "b:1", "total": 2}, connection="north")
    sinks.push(HouseGuest, {"id": "g", "club": "c:1"}, connection="north")
    [journey] = derived(sinks, Journey, {"purchase": sinks.keep(Purchase, WebSale)})
    [club] = derived(sinks, Club, {"guest": sinks.keep(Guest, HouseGuest)})
    assert (journey["journey_key"], club["club_key"]) == ("north:b\\:1", "north:c\\:1")


def test_rows_of_a_source_and_derived_rows_of_one_key_are_one(sinks: Sinks) -> None:
    sinks.push(HouseClub, {"id": "1", "name": "Chess"}, {"id": "2"}, load=1)
    sinks.push(HouseGuest, *({"id": str(n), "club": str(club), "name": f"N{n}"} for n, club in enumerate([1, 1, 2, 3])), load=2)
    sinks.push(HouseClub, {"id": "1", "name": "Go"}, tenant="b")
    found = sinks.settle(Club, HouseClub, others={"guest": sinks.keep(Guest, HouseGuest)})
    assert [(row["tenant_slug"], row["club_key"], row["club_name"], row["club_size"], row["club_motto"]) for row in found] == [
        ("a", "shop:1", "Chess", 2, None),
        ("a", "shop:2", "N2", 1, None),
        ("a", "shop:3", "N3", 1, None),
        ("b", "shop:1", "Go", None, None),
    ]


def test_settle_sees_other_entities_and_what_tenants_declare_and_may_leave_rows_out(sinks: Sinks) -> None:
    sinks.push(HouseClub, {"id": "1", "name": "Chess"})
    sinks.push(HouseGuest, {"id": "1", "club": "1", "name": "Ann"}, {"id": "2", "name": "Bo"}, {"id": "3", "name": "Z"})
    logic = Logic((TenantLogic("a", currency="EUR"),))
    found = sinks.settle(Guest, HouseGuest, others={"club": sinks.keep(Club, HouseClub)}, logic=logic)
    assert [(row["guest_key"], row["guest_greeting"], row["guest_favourite_id"], row["guest_favourite_key"]) for row in found] == [
        ("shop:1", "EUR", "Chess", "shop:Chess"),
        ("shop:2", "EUR", None, None),
    ]


def test_what_is_computed_row_by_row_stands_in_the_unified_model_already(sinks: Sinks) -> None:
    sinks.push(HouseGuest, {"id": "1", "name": "Ann"}, {"id": "2"})
    assert [row["guest_initial"] for row in sinks.told(Guest, HouseGuest)] == ["A", None]
    stored = unified.stored(Guest)
    assert "guest_initial" in stored
    assert {"guest_greeting", "guest_favourite_id", "guest_favourite_key"}.isdisjoint(stored)


def derived(sinks: Sinks, entity: type[Entity], others: Tables) -> list[Record]:
    """The rows of an entity that no source feeds."""
    return rows(sinks.warehouse, f"SELECT * FROM ({compiled(settled(entity, None, {}, others, Logic()))}) ORDER BY {entity.key()}")


FED = [(Client, TillClient), (Purchase, WebSale), (PurchaseLine, TillSale), (Report, TillReport), (Guest, HouseGuest), (Club, HouseClub)]


@pytest.mark.parametrize(("entity", "source"), FED)
def test_the_columns_and_types_are_the_declared_ones(sinks: Sinks, entity: type[Entity], source: type[Source]) -> None:
    others = {each.entity: sinks.keep(*next(pair for pair in FED if pair[0].name == each.entity)) for each in entity.reads}
    fed = unified.unify(entity, feeds(entity, source))
    assert described(sinks.warehouse, compiled(settled(entity, fed, {}, others, counting(a=("gift",))))) == declared(unified.schema(entity))


def test_the_columns_and_types_of_a_derived_entity_are_the_declared_ones(sinks: Sinks) -> None:
    purchases = ibis.table(unified.stored(Purchase), name="purchases")
    sinks.warehouse.execute(f"CREATE TABLE purchases AS {compiled(unified.unify(Purchase, feeds(Purchase, TillSale)))}")
    query = compiled(settled(Journey, None, {}, {"purchase": unified.standing(Purchase, purchases)}, Logic()))
    assert described(sinks.warehouse, query) == declared(unified.schema(Journey))
