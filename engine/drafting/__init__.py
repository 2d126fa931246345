"""Drafting: from a vendor's records, or a schema of them, to a contract file that a person only has to look over."""
