MODEL (
  name registry.connector_routes,
  description 'Which landed table was found to have which fingerprint; seeded from registry/routes.csv.',
  kind SEED (path '../../registry/routes.csv'),
  columns (
    tenant_slug TEXT,
    connection TEXT,
    platform TEXT,
    schema_name TEXT,
    table_name TEXT,
    fingerprint TEXT,
    loaded_at TEXT,
    deleted TEXT
  ),
  column_descriptions (
    tenant_slug = 'Tenant that the table belongs to.',
    connection = 'Name of the connected shop, ad account or property.',
    platform = 'Platform that the table came from.',
    schema_name = 'Schema of the landed table.',
    table_name = 'Name of the landed table.',
    fingerprint = 'Fingerprint of the landed table, a blueprint of connector_blueprints.',
    loaded_at = 'Of a table of another loader, its column of the time at which a row was loaded.',
    deleted = 'Of a table of another loader, its column that flags rows as deleted.'
  ),
  grain (schema_name, table_name),
  audits (not_null(columns := (schema_name, table_name, fingerprint)))
);
