"""The people of a simulated shop: visitors, known by their browser, and the customers that some of them become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from engine.landing.demo.script import Script

_FIRST = ("Ada", "Bruno", "Chen", "Dina", "Emil", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kaya", "Luis", "Mara", "Noor", "Óscar", "Zoë")
_LAST = ("Almeida", "Baker", "Castro", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ito", "Jansen", "Kowalski", "Müller", "O'Neil")
_PLACES = (
    ("Portland", "Oregon", "OR", "United States", "US", "97201", "1200 Alder Street"),
    ("Austin", "Texas", "TX", "United States", "US", "78701", "88 Congress Avenue"),
    ("Chicago", "Illinois", "IL", "United States", "US", "60601", "410 Lake Street"),
    ("Berlin", "Berlin", "BE", "Germany", "DE", "10115", "Chausseestraße 12"),
    ("Toronto", "Ontario", "ON", "Canada", "CA", "M5V 2T6", "200 King Street West"),
    ("London", "England", "ENG", "United Kingdom", "GB", "E1 6AN", "9 Commercial Street"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address without a name."""

    city: str
    province: str
    province_code: str
    country: str
    country_code: str
    zip: str
    street: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser: its client id, None where the visitor refused to be known; and how it first came."""

    client_id: str | None
    first_seen: datetime
    first_source: str
    first_medium: str
    first_campaign: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who orders: a customer with an account, or a guest."""

    id: int
    first_name: str
    last_name: str
    email: str
    phone: str | None
    subscribed: bool
    created: datetime
    place: Place

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


def place(rng: Random) -> Place:
    """Somewhere that somebody lives."""
    return Place(*rng.choice(_PLACES))


def person(script: Script, number: int, created: datetime, home: Place) -> Person:
    """The person who placed the order ``number`` as their first."""
    rng = script.draws("person", number)
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    return Person(
        id=script.identity(13, "customer", number),
        first_name=first,
        last_name=last,
        email=f"{_plain(first)}.{_plain(last)}{number}@example.com",
        phone=f"+1555{script.identity(7, 'phone', number)}" if rng.random() < 0.4 else None,
        subscribed=rng.random() < 0.35,
        created=created,
        place=home,
    )


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())
