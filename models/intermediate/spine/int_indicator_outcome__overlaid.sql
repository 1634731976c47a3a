-- The seed with the council's own rows laid over it.
{{ overlaid(
    ref('indicator_outcome'),
    ref('stg_local__indicator_outcome'),
    'indicator_outcome',
    ['indicator_code', 'outcome_code', 'valid_from']
) }}
