-- GLD as computed from the goals beside the flag that came with the rows and, in a real home,
-- beside the published figure: do they agree, and by how many children not.
with

results as (

    select * from {{ ref('fct_eyfsp_result') }}

),

ours as (

    select
        area_code,
        period_code,
        count(*) as children,
        count(case when is_all_17_recorded then 1 end) as children_recorded,
        count(case when has_gld then 1 end) as computed,
        count(case when has_gld and is_all_17_recorded then 1 end) as computed_recorded,
        count(case when gld_flag = '1' then 1 end) as flagged,
        count(case when is_flag_right then 1 end) as flags_right,
        count(case when not is_flag_right and has_gld then 1 end) as flags_missed,
        count(case when not is_flag_right and not has_gld then 1 end) as flags_wrongly_given,
        count(case when is_flag_right is null then 1 end) as flags_missing,
        bool_or(is_invented) as is_invented
    from results
    group by area_code, period_code

),

published as (

    select
        area_code,
        period_code,
        value,
        denominator,
        source_code
    from {{ ref('fct_indicator_value') }}
    where
        indicator_code = 'gld_at_5'
        and cohort_code = 'all'
        and is_latest_vintage
        and not is_provisional

)

select
    ours.*,
    100.0 * ours.computed / ours.children as value_all_children,
    100.0 * ours.computed_recorded / nullif(ours.children_recorded, 0) as value_all_17_recorded,
    published.value as published_value,
    published.denominator as published_denominator,
    published.source_code as published_by,
    100.0 * ours.computed / ours.children - published.value as difference_from_published
from ours
left join published
    on ours.area_code = published.area_code and ours.period_code = published.period_code
