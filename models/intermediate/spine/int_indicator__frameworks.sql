-- The frameworks whose latest edition asks for an indicator for a cohort.
with

asked as (

    select distinct
        links.indicator_code,
        links.cohort_code,
        items.framework_code,
        items.framework_short_name
    from {{ ref('bridge_item_indicator') }} as links
    inner join {{ ref('dim_framework_item') }} as items on links.item_code = items.item_code
    where links.is_in_force and items.is_in_latest_edition

)

select
    indicator_code,
    cohort_code,
    count(*) as framework_count,
    string_agg(framework_code, ', ' order by framework_code) as framework_codes,
    string_agg(framework_short_name, ', ' order by framework_short_name) as framework_names
from asked
group by indicator_code, cohort_code
