-- One definition of a measure: what the coverage counts is what the items themselves say, counted
-- here without it. A row that holds several measures counts as its parts.
with

asked as (

    select
        framework_code,
        edition_code,
        count(*) as asked_count
    from {{ ref('dim_framework_item') }}
    where
        is_in_latest_edition
        and is_counted
        and item_type not in (
            'outcome', 'theme', 'enabler', 'need', 'service', 'strand', 'rule', 'reference'
        )
    group by framework_code, edition_code

)

select
    coverage.framework_code,
    coverage.edition,
    coverage.measure_count,
    asked.asked_count
from {{ ref('framework_coverage') }} as coverage
left join asked
    on
        coverage.framework_code = asked.framework_code
        and coverage.edition = asked.edition_code
where coverage.is_latest_edition and coverage.measure_count <> coalesce(asked.asked_count, 0)
