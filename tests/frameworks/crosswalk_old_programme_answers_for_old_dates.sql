-- Supporting Families ended in March 2025. A question about June 2023 must still find all its
-- headline outcomes and family needs on the spine, and a question about today must find none.
with

asked as (

    select
        item_code,
        item_type,
        item_name
    from {{ ref('framework_items') }}
    where framework_code = 'SF' and item_type in ('outcome', 'need')

),

links as (

    select * from {{ ref('crosswalk') }}

),

days (checked_on, is_in_force) as (

    values
    (cast('2022-09-30' as date), false),
    (cast('2022-10-01' as date), true),
    (cast('2023-06-30' as date), true),
    (cast('2025-03-31' as date), true),
    (cast('2025-04-01' as date), false)

),

answered as (

    select
        asked.item_code,
        asked.item_name,
        days.checked_on,
        days.is_in_force,
        count(case when links.is_primary then 1 end) as primary_count
    from asked
    cross join days
    left join links
        on
            asked.item_code = links.item_code
            and days.checked_on >= links.valid_from
            and (days.checked_on <= links.valid_to or links.valid_to is null)
    group by
        asked.item_code,
        asked.item_name,
        days.checked_on,
        days.is_in_force

),

programme as (

    select
        count(case when item_type = 'outcome' then 1 end) as outcome_count,
        count(case when item_type = 'need' then 1 end) as need_count
    from asked

)

select
    item_code,
    item_name,
    checked_on,
    case when is_in_force then 'not mapped' else 'mapped outside its dates' end as problem
from answered
where is_in_force <> (primary_count = 1)
union all
select
    'SF' as item_code,
    concat(outcome_count, ' outcomes and ', need_count, ' needs') as item_name,
    cast(null as date) as checked_on,
    'the programme has 10 headline outcomes and 35 needs' as problem
from programme
where outcome_count <> 10 or need_count <> 35
