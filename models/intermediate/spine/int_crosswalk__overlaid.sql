-- The seed with the council's own rows laid over it.
{{ overlaid(
    ref('crosswalk'),
    ref('stg_local__crosswalk'),
    'crosswalk',
    ['item_code', 'outcome_code', 'valid_from']
) }}
