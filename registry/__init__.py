"""What was found and pinned: blueprints by fingerprint and routes of landed tables; knows no contract class."""
