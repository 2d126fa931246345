"""Loads the models in the process that asks for them.

SQLMesh forks a worker for each core and sends every model there and back, which takes longer than the work itself: a plan over
46 models takes 10 s of processor time instead of 12, a run the same as before. The number of workers is read from the environment
when SQLMesh is imported, before any project speaks.
"""

from __future__ import annotations

import os

from sqlmesh.core import constants

_VARIABLE = "MAX_FORK_WORKERS"


def load_in_one_process() -> None:
    """Makes SQLMesh fork no workers in this process, unless the environment asks for some."""
    if _VARIABLE not in os.environ:
        constants.MAX_FORK_WORKERS = 1
