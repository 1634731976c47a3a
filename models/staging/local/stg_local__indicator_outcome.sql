-- The council's overlay on the seed of this name (local/indicator_outcome.csv).
{{ local_rows('indicator_outcome') }}
