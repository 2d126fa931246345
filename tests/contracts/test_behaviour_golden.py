"""The SQL that makes sessions, as people read it; a change of the rule is a difference in these files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import ibis
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from contracts.entities.session import Session
from contracts.entities.user import User
from contracts.funnel import funnel
from contracts.logic import Logic, TenantLogic
from contracts.sessionise import sessionised

from .behaviour import EVENTS

LOGIC = Logic((TenantLogic("acme"), TenantLogic("stark", session_gap=10, vendor_sessions=True, funnel_steps=("sign_up", "purchase"))))
INTERNAL = {"acme": (lambda events: events.event_page_location.startswith("https://staging."),)}
TOUCHED = ("tenant_slug", "event_key", "event_connection", "event_occurred_at", "event_name", "event_platform_name", "event_page_location")
ACTORS = ("event_device_id", "event_visitor_id", "event_user_id", "event_actor", "event_is_outside_sessions")
NARROW = {name: EVENTS[name] for name in (*TOUCHED, *ACTORS, "event_vendor_session_id", "event_session_id")}


IDENTITIES = dict.fromkeys(("tenant_slug", *(f"identity_{part}" for part in ("kind", "member_key", "person_id", "person_key"))), "string")


class SqlFile(SingleFileSnapshotExtension):
    """One ``.sql`` file a snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "sql"


def queries() -> dict[str, str]:
    narrow, events = ibis.table(NARROW, name="events"), ibis.table(EVENTS, name="events")
    identities = ibis.table(IDENTITIES, name="identities")
    expressions = {
        "sessionised": sessionised(narrow, LOGIC, INTERNAL),
        "funnel": funnel(narrow, LOGIC),
        "session": Session.derive({"event": events, "identity": identities}, LOGIC),
        "user": User.derive({"event": events}, LOGIC),
    }
    return {name: str(ibis.to_sql(expression, dialect="duckdb")) + "\n" for name, expression in expressions.items()}


@pytest.mark.parametrize("name", ["sessionised", "funnel", "session", "user"])
def test_sql(name: str, snapshot: SnapshotAssertion) -> None:
    assert queries()[name] == snapshot.use_extension(SqlFile)


def test_the_sql_is_the_same_whatever_python_hashes_by() -> None:
    script = "from tests.contracts.test_behaviour_golden import queries; print(queries())"
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
