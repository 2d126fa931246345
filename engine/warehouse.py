"""The warehouse: connections to the DuckDB file, and the lock that makes writers wait for each other.

DuckDB refuses a second process while one writes, at once and without a retry. Here writers queue on a file lock that says
who holds it, and readers try again for a while.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout
from tenacity import Retrying, retry_if_exception_message, stop_after_delay, wait_random_exponential

from engine.errors import WarehouseError
from engine.settings import Settings

_UNCHECKED = "1GB"
"""How much a writer may leave in its log until it is closed; `warehouse.gateway.connector_config` may say another size."""

_BUSY = r"(?s).*(Could not set lock|Conflicting lock).*"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """One DuckDB file; every connection to it speaks UTC."""

    path: Path
    patience: float = 120.0
    """Seconds to wait for another process before giving up."""
    options: tuple[tuple[str, str], ...] = ()
    """DuckDB settings of connections that write."""

    @classmethod
    def of(cls, settings: Settings, patience: float | None = None) -> Warehouse:
        """The warehouse that config.yaml declares."""
        declared = settings.warehouse
        options = tuple((name, str(value)) for name, value in declared.options.items())
        return cls(settings.database, declared.patience if patience is None else patience, options)

    @contextmanager
    def writing(self, purpose: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that may write, held under the writer lock; raises WarehouseError when someone keeps the lock."""
        connection = self.open(purpose)
        try:
            yield connection
        finally:
            connection.close()
            self.release()

    def open(self, purpose: str) -> duckdb.DuckDBPyConnection:
        """A connection that may write, whose holder calls ``release`` after closing it."""
        self.acquire(purpose)
        try:
            connection = self._connect(read_only=False)
            # Otherwise every model's commit may write the file's tables out; closing does it once.
            connection.execute(f"SET GLOBAL checkpoint_threshold = '{_UNCHECKED}'")
            return self._configured(connection)
        except BaseException:
            self.release()
            raise

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection, closed soon: an open reader keeps writers waiting."""
        if not self.path.exists():
            raise WarehouseError("there is no warehouse yet", where=str(self.path), do="Run `engine onboard <tenant>` first.")
        connection = self._connect(read_only=True)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def locked(self, purpose: str) -> Iterator[None]:
        """The writer lock without a connection, for work whose library opens its own."""
        self.acquire(purpose)
        try:
            yield
        finally:
            self.release()

    def acquire(self, purpose: str) -> None:
        """Takes the writer lock until it is released or the process ends; the same process may take it again."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock().acquire(timeout=self.patience)
        except Timeout:
            raise WarehouseError(
                f"the warehouse is being written by {self.holder()}",
                where=str(self.path),
                do=f"Waited {self.patience:.0f} s; try again when it has finished.",
            ) from None
        except OSError as error:
            raise WarehouseError(
                f"the folder cannot be written: {error.strerror}", where=str(self.path.parent), do="Check its permissions."
            ) from error
        self._sign(purpose)

    def release(self) -> None:
        """Gives the writer lock back, once for each time it was taken."""
        self._lock().release()

    def holder(self) -> str:
        """Who took the writer lock last: command, process and time."""
        try:
            note = json.loads(self._note.read_text())
            return f"`{note['purpose']}` (process {note['pid']}, since {note['since']})"
        except (OSError, ValueError, KeyError):
            return "another process"

    @property
    def _note(self) -> Path:
        return self.path.with_suffix(".lock.json")

    def _lock(self) -> FileLock:
        return _process_lock(self.path.with_suffix(".lock").resolve())

    def _sign(self, purpose: str) -> None:
        note = {"purpose": purpose, "pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())}
        self._note.write_text(json.dumps(note))

    def _configured(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        for name, value in self.options:
            try:
                connection.execute(f"SET GLOBAL {name} = '{value}'")
            except duckdb.Error as error:
                connection.close()
                what = f"DuckDB refuses {name} = {value}: {str(error).splitlines()[0]}"
                raise WarehouseError(what, where="config.yaml", do="Mend warehouse.gateway.connector_config.") from error
        return connection

    def _connect(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        try:
            return connect(self.path, read_only=read_only, patience=self.patience)
        except duckdb.Error as error:
            raise WarehouseError(str(error).splitlines()[0], where=str(self.path), do=_advice(str(error))) from error


@cache
def _process_lock(path: Path) -> FileLock:
    """One lock object a path and process: dlt, SQLMesh and the engine meet in it and may nest.

    It must live as long as the process: filelock's own singletons are kept weakly, and a lock that is collected is released.
    """
    return FileLock(path, thread_local=False)


def connect(path: Path, *, read_only: bool, patience: float) -> duckdb.DuckDBPyConnection:
    """A connection that speaks UTC, tried again while another process holds the file."""
    retry = Retrying(
        retry=retry_if_exception_message(match=_BUSY),
        stop=stop_after_delay(patience),
        wait=wait_random_exponential(multiplier=0.05, max=1),
        reraise=True,
    )
    connection: duckdb.DuckDBPyConnection = retry(duckdb.connect, str(path), read_only=read_only)
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def physical_columns(connection: duckdb.DuckDBPyConnection, schemas: Iterable[str]) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Columns and physical types of every table in some schemas, in their order, by schema and name; without dlt's own tables."""
    # Literals, since the first parameter that is bound makes DuckDB import pandas: a third of a second. No schema holds a quote.
    wanted = ", ".join(f"'{schema}'" for schema in sorted(schemas)) or "NULL"
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for schema, table, column, type_ in connection.execute(_COLUMNS.format(schemas=wanted)).fetchall():
        found[schema, table].append((column, type_))
    return {place: tuple(columns) for place, columns in found.items()}


_COLUMNS = """
    SELECT schema_name, table_name, column_name, data_type
    FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name IN ({schemas}) AND NOT starts_with(table_name, '_dlt_')
    ORDER BY schema_name, table_name, column_index
"""


def _advice(message: str) -> str:
    if "lock" in message:
        return "Another program has the file open; close it and try again."
    if "not a valid DuckDB database" in message:
        return "The file is not a DuckDB database; check warehouse.path in config.yaml."
    return "Check the path and the permissions of the file."
