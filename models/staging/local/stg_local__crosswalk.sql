-- The council's overlay on the seed of this name (local/crosswalk.csv).
{{ local_rows('crosswalk') }}
