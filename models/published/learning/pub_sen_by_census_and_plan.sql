{{ config(alias='sen_by_census_and_plan') }}
-- Our own counts, controlled: a group under the policy's least is not shown, nor is anything of a
-- real borough yet.
with

policy as (

    select * from {{ ref('disclosure_policy') }}
    where disclosure_class = 'sen2'

)

select
    counts.area_code,
    areas.area_name,
    counts.period_code,
    periods.period_name,
    counts.sen_in_census,
    counts.has_plan_in_sen2,
    counts.mismatch_kind,
    case when counts.children >= policy.fewest_in_group then counts.children end as children,
    case when counts.children >= policy.fewest_in_group then 'shown' else 'c' end as value_status,
    counts.is_invented
from {{ ref('sen_by_census_and_plan') }} as counts
cross join policy
inner join {{ ref('dim_area') }} as areas on counts.area_code = areas.area_code
inner join {{ ref('dim_period') }} as periods on counts.period_code = periods.period_code
where counts.is_invented
