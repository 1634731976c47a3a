select
    own.indicator_code,
    own.area_code,
    own.period_code,
    own.cohort_code,
    other.series_code
from {{ ref('fct_indicator_value') }} as own
left join {{ ref('fct_indicator_observation') }} as other
    on
        own.indicator_code = other.indicator_code
        and own.area_code = other.area_code
        and own.period_code = other.period_code
        and own.cohort_code = other.cohort_code
        and other.reader <> 'children'
        and other.is_latest_vintage
        and other.value_status not in ('m', 'x', 'e')
where own.series_code like 'children%' and (not own.is_provisional or other.series_code is not null)
