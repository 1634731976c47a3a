-- Our own counts of children as observations: a series of their own for each indicator, after every
-- publisher's. They enter already controlled, so that whatever reads facts is: hidden by the policy
-- of their class, and in a real home the borough's total alone, until full disclosure control.
with

counts as (

    select
        by_cohort.*,
        outcomes.indicator_code
    from {{ ref('int_child_outcome__by_cohort') }} as by_cohort
    inner join {{ ref('child_outcomes') }} as outcomes
        on by_cohort.child_outcome_code = outcomes.child_outcome_code
    where
        outcomes.indicator_code is not null
        and by_cohort.years_together = 1
        and by_cohort.characteristic_count < 2
        and (by_cohort.is_invented or by_cohort.cohort_code = 'all')

),

returns as (

    select
        cast(collection as integer) as collection_year,
        min(file_id) as file_id
    from {{ ref('stg_landing__files') }}
    where dataset = 'eyfsp_return' and superseded_by is null
    group by collection

),

policy as (

    select * from {{ ref('disclosure_policy') }}

),

judged as (

    select
        counts.*,
        returns.file_id,
        {{ hides('counts.met', 'counts.children', 'policy') }} as is_hidden
    from counts
    inner join returns on counts.collection_year = returns.collection_year
    inner join policy on policy.disclosure_class = 'eyfsp'

)

select
    'children' as reader,
    indicator_code as publisher_series_id,
    cast(null as varchar) as value_column,
    file_id,
    row_number() over (
        partition by file_id order by area_code, indicator_code, cohort_code
    ) as row_number,
    area_code as area_printed,
    period_code as period_label,
    cohort_code,
    case when is_hidden then 'c' else cast(100.0 * met / children as varchar) end as value_printed,
    case when not is_hidden then cast(met as varchar) end as numerator_printed,
    case when not is_hidden then cast(children as varchar) end as denominator_printed,
    cast(null as varchar) as lower_95_printed,
    cast(null as varchar) as upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    'Counted from the return of the council itself' as note_printed
from judged
