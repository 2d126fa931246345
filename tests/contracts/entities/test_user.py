from __future__ import annotations

from contracts.entities.user import User
from contracts.logic import Logic

from ..behaviour import Row, at, event, run, table


def users(*rows: Row) -> list[Row]:
    return run(User.derive({"event": table(rows)}, Logic()).order_by("tenant_slug", "user_connection", "user_id"))


def test_a_user_is_as_last_seen() -> None:
    [user] = users(
        event("3", 3, visitor_id="p", user_id="u2", country="Italy", city=None),
        event("1", 1, visitor_id="p", user_id="u1", country="Japan", region="Kansai", city="Osaka", device_category="mobile"),
        event("4", 4, visitor_id="p", loaded_at=at(60)),
        event("5", 5, visitor_id=None, country="Spain"),
    )
    told = {name: value for name, value in user.items() if value is not None}
    assert told == {
        "tenant_slug": "a",
        "user_platform": "google_analytics",
        "user_connection": "web",
        "user_loaded_at": at(60),
        "user_id": "p",
        "user_account_id": "u2",
        "user_country": "Italy",
        "user_device_category": "mobile",
        "user_first_seen_at": at(1),
        "user_last_seen_at": at(4),
        "user_event_count": 3,
    }


def test_one_row_a_tenant_connection_and_visitor() -> None:
    rows = users(event("1", 1, visitor_id="p"), event("2", 2, visitor_id="p", connection="app"), event("3", 3, visitor_id="q"))
    assert [(row["user_connection"], row["user_id"]) for row in rows] == [("app", "p"), ("web", "p"), ("web", "q")]
