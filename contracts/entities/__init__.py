"""The entities: one table of the star a file, with the meaning that every source is mapped to."""
