-- The council's overlay on the seed of this name (local/targets.csv).
{{ local_rows('targets') }}
