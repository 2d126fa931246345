"""The stages of the way from landed tables to the star: pure Ibis, table in, table out."""
