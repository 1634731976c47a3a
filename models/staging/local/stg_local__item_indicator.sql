-- The council's overlay on the seed of this name (local/item_indicator.csv).
{{ local_rows('item_indicator') }}
