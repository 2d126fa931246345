"""The source contracts: one vendor's API a file; what lands stands in the fields, what it means in ``feeds``."""
