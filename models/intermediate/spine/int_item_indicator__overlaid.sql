-- The seed with the council's own rows laid over it.
{{ overlaid(
    ref('item_indicator'),
    ref('stg_local__item_indicator'),
    'item_indicator',
    ['item_code', 'indicator_code', 'cohort_code', 'valid_from']
) }}
