-- Numbers for the looked after rate, low income, temporary accommodation, obesity, Attainment 8,
-- NEET and infant mortality conflict between sources: out until a council's key confirms them.
with

checked as (

    select alias
    from {{ ref('item_aliases') }}
    where alias_kind = 'indicator_id' and source like 'LG Inform metric type, checked%'
    group by alias

)

select
    series.series_code,
    series.publisher_series_id
from {{ ref('indicator_series') }} as series
left join checked on series.publisher_series_id = checked.alias
where
    series.reader = 'lginform'
    and (
        checked.alias is null
        or series.publisher_series_id in ('891', '3106', '3112', '3124', '2855', '8200', '36')
    )
