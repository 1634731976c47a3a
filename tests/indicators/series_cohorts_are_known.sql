-- A misspelt cohort would make an orphan that no page shows.
with

codes as (

    select cohort_code
    from {{ ref('indicator_series') }}
    where cohort_code is not null
    union all
    select cohort_code from {{ ref('series_inputs') }}
    union all
    select cohort_code from {{ ref('item_indicator') }}
    union all
    select cohort_code from {{ ref('targets') }}

),

parts as (

    select
        cohort_code,
        split_part(cohort_code, '|', 1) as first_part,
        split_part(cohort_code, '|', 2) as second_part,
        split_part(cohort_code, '|', 3) as third_part
    from codes
    group by cohort_code

),

known as (

    select characteristic || '=' || value as part
    from {{ ref('cohort_values') }}
    union all
    select 'all' as part

)

select parts.*
from parts
left join known as first_known on parts.first_part = first_known.part
left join known as second_known on parts.second_part = second_known.part
where
    first_known.part is null
    or (parts.second_part <> '' and second_known.part is null)
    or (parts.second_part <> '' and parts.first_part >= parts.second_part)
    or parts.third_part <> ''
