-- The council's overlay on the seed of this name (local/outcomes.csv).
{{ local_rows('outcomes') }}
