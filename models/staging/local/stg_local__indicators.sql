-- The council's overlay on the seed of this name (local/indicators.csv).
{{ local_rows('indicators') }}
