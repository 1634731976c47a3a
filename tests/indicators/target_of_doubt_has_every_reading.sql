-- Merton's plus 9% by 2028: points or per cent, on 2023/24 or on 2024/25, so four rows.
with

statements as (

    select
        item_code,
        area_code,
        cohort_code,
        count(*) as reading_count,
        count(distinct target_type) as type_count,
        count(distinct baseline_period_code) as baseline_count,
        count(case when is_confirmed then 1 end) as confirmed_count
    from {{ ref('targets') }}
    group by item_code, area_code, cohort_code

)

select *
from statements
where
    (confirmed_count = 0 and reading_count < 2)
    or (reading_count > 1 and confirmed_count > 0)
    or (reading_count > 1 and reading_count <> type_count * baseline_count)
    or (item_code = 'MERTON-GLD-TARGET' and reading_count <> 4)
