select
    'gld_by_cohort' as table_name,
    area_code,
    cohort_code
from {{ ref('pub_gld_by_cohort') }}
where not is_invented and (cohort_code <> 'all' or denominator_code <> 'all_children')

union all

select
    'gld_goals' as table_name,
    area_code,
    cohort_code
from {{ ref('pub_gld_goals') }}
where not is_invented and (cohort_code <> 'all' or denominator_code <> 'all_children')

union all

select
    'indicator_value' as table_name,
    area_code,
    cohort_code
from {{ ref('fct_indicator_value') }}
where series_code like 'children%' and not is_invented and cohort_code <> 'all'

union all

select
    place_profile as table_name,
    area_code,
    place_code as cohort_code
from {{ ref('pub_gld_poverty_profile') }}
where not is_invented
