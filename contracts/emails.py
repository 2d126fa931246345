"""E-mail addresses: one spelling for all platforms, and the hash by which people are recognised without telling who they are."""

from __future__ import annotations

from typing import Any


def email_address(text: Any) -> Any:
    """An address without blanks around it, in lower case; null where there is none."""
    return text.strip().lower().nullif("")


def email_hash(text: Any) -> Any:
    """SHA-256 of an address in that spelling, as 64 hexadecimal digits in lower case; what ad platforms take for a hashed e-mail.

    >>> import ibis
    >>> people = ibis.memtable({"email": [" Rick@Example.com", "rick@example.com ", "", None]})
    >>> [hash and hash[:8] for hash in people.select(hash=email_hash(people.email)).hash.to_pyarrow().to_pylist()]
    ['5a36ba37', '5a36ba37', None, None]
    """
    return email_address(text).hexdigest("sha256")
