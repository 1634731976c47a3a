{{ config(alias='gld_reconciliation') }}
-- The good level of development as counted here beside the publisher's: the borough's total. Counts
-- of flags that are wrong are of few children and stay inside, and so does the second
-- denominator of a real borough, whose difference from the first is a handful of children.
select
    reconciled.area_code,
    areas.area_name,
    reconciled.period_code,
    periods.period_name,
    reconciled.children,
    case when reconciled.is_invented then reconciled.children_recorded end as children_recorded,
    reconciled.computed,
    reconciled.value_all_children,
    case when reconciled.is_invented then reconciled.value_all_17_recorded end
        as value_all_17_recorded,
    reconciled.published_value,
    reconciled.published_denominator,
    reconciled.published_by,
    reconciled.difference_from_published,
    reconciled.is_invented
from {{ ref('gld_reconciliation') }} as reconciled
inner join {{ ref('dim_area') }} as areas on reconciled.area_code = areas.area_code
inner join {{ ref('dim_period') }} as periods on reconciled.period_code = periods.period_code
