AUDIT (
  name references_resolve,
  dialect duckdb
);

SELECT child.*
FROM @this_model AS child
ANTI JOIN @parent AS parent
  ON parent.tenant_slug = child.tenant_slug AND parent.@member = child.@reference
WHERE child.@reference <> 'unknown'
