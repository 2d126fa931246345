"""SQLMesh: the project's configuration, its models from the specifications, the sink's kind, and the published star."""
