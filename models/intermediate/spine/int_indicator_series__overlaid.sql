-- The seed with the council's own rows laid over it.
{{ overlaid(
    ref('indicator_series'),
    ref('stg_local__indicator_series'),
    'indicator_series',
    ['series_code']
) }}
