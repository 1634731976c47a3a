-- The council's overlay on the seed of this name (local/indicator_series.csv).
{{ local_rows('indicator_series') }}
