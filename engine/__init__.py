"""A registry-driven, multi-tenant warehouse engine: landing, discovery, models, star and semantic layer."""
