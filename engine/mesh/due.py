"""Makes a run due whenever someone asks for one.

SQLMesh runs a model when its cron has ticked. Here rows become due by being landed, at any time of the day, so ``sqlmesh run``
and ``sqlmesh plan --run`` must push what has landed even if they ran a minute ago. SQLMesh offers this as the option
``--ignore-cron`` alone; this module makes it the default of the project.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from sqlmesh.core.context import GenericContext
from sqlmesh.utils.date import now


def run_whenever_asked() -> None:
    """Makes every run and ``plan --run`` of this process due; doing so twice changes nothing."""
    GenericContext.run = _with(GenericContext.run, _due)  # type: ignore[method-assign]
    GenericContext.plan_builder = _with(GenericContext.plan_builder, _due_if_run)  # type: ignore[method-assign]


def _due(options: Mapping[str, Any]) -> dict[str, Any]:
    return {**options, "ignore_cron": True}


def _due_if_run(options: Mapping[str, Any]) -> dict[str, Any]:
    if not options.get("run"):
        return dict(options)
    # A plan's own now is floored to the minute, before which the last run may have ended.
    return _due({**options, "execution_time": options.get("execution_time") or now(minute_floor=False)})


def _with(method: Callable[..., Any], due: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Callable[..., Any]:
    if getattr(method, "due", None):
        return method

    @wraps(method)
    def always_due(*arguments: Any, **options: Any) -> Any:
        return method(*arguments, **due(options))

    always_due.due = due  # type: ignore[attr-defined]
    return always_due
