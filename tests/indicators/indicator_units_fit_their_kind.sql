-- Wilson limits and checks against counts hold for proportions only.
select
    indicator_code,
    value_type,
    unit,
    rate_per
from {{ ref('indicators') }}
where
    (value_type in ('proportion', 'ratio') and unit <> 'percent')
    or (value_type = 'rate' and unit <> 'per_' || cast(rate_per as varchar))
    or (value_type <> 'rate' and rate_per is not null)
    or (value_type = 'gap' and unit not in ('percentage_points', 'points'))
    or (value_type = 'money' and unit not like 'pounds%')
    or (value_type = 'mean' and unit not in ('score', 'goals', 'points', 'cases'))
    or (indicator_code like 'early_education_take_up%' and value_type <> 'ratio')
