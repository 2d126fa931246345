"""The benchmark: the engine's work against the same work in plain DuckDB, measured in the same run. ``python -m tests.bench``."""
