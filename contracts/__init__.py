"""What lands and what it means: source contracts, star entities and the mappings between them; pure, without I/O."""
