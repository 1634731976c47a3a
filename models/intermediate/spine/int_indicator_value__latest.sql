-- The latest figure of an indicator for a cohort and area: the latest period for which anything is
-- said but "missing", "not available" or "not applicable"; where only these are said, the latest.
with

latest_vintages as (

    select
        fct.*,
        row_number() over (
            partition by fct.indicator_code, fct.cohort_code, fct.area_code
            order by
                case when fct.value_status in ('m', 'x', 'z') then 1 else 0 end,
                fct.period_end desc,
                fct.period_code
        ) as recency
    from {{ ref('fct_indicator_value') }} as fct
    where fct.is_latest_vintage

)

select * exclude (recency)
from latest_vintages
where recency = 1
