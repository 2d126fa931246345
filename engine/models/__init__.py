"""Model specifications: what the registry, the contracts and the stages make of each other, before any SQLMesh."""
