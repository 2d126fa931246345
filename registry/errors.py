"""The one error of this package."""

from __future__ import annotations


class RegistryError(Exception):
    """A binding that would contradict the registry, or a registry file that cannot be read; says what to do."""
