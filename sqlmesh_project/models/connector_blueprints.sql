MODEL (
  name registry.connector_blueprints,
  description 'Which fingerprint (relational DNA) belongs to which master model; seeded from registry/blueprints.csv.',
  kind SEED (path '../../registry/blueprints.csv'),
  columns (fingerprint TEXT, master_model_id TEXT, origin TEXT, columns TEXT),
  column_descriptions (
    fingerprint = 'MD5 over the physical column names and kinds of a landed table.',
    master_model_id = 'Master model that tables of this shape are routed to.',
    origin = 'contract (built by the library), adopted (a contract under other names) or accepted (bound after a look).',
    columns = 'Column names and kinds of the shape.'
  ),
  grain fingerprint,
  audits (not_null(columns := (fingerprint, master_model_id)), unique_values(columns := (fingerprint,)))
);
