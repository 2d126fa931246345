MODEL (
  name registry.exchange_rates,
  description 'Euro foreign exchange reference rates of the European Central Bank (ecb.europa.eu/stats/eurofxref), from 2023-01-01 to 2026-10-30.',
  kind SEED (path '../seeds/exchange_rates.csv'),
  columns (rate_date DATE, currency TEXT, per_euro DECIMAL(38, 9)),
  column_descriptions (
    rate_date = 'Day of the quotation; the bank quotes on working days.',
    currency = 'Quoted currency (ISO 4217).',
    per_euro = 'Units of the currency for one euro.'
  ),
  grain (rate_date, currency),
  audits (
    not_null(columns := (rate_date, currency, per_euro)),
    unique_combination_of_columns(columns := (rate_date, currency))
  )
);
