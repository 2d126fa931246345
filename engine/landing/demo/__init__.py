"""The simulator: one world a tenant, told in each platform's own words."""

from engine.landing.demo.extraction import DemoExtraction
from engine.landing.demo.truth import Advertised, Month, Seen, Sold, Truth, truth

__all__ = ["Advertised", "DemoExtraction", "Month", "Seen", "Sold", "Truth", "truth"]
