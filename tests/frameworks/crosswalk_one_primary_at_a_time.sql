-- Coverage counts an item once, under its primary outcome. Two primaries on one day would count it
-- twice, none would lose it. The number can only change on a day a link starts or the day after one
-- ends, so those are the days looked at, as long as any link of the item is in force.
with

links as (

    select * from {{ ref('crosswalk') }}

),

days as (

    select
        item_code,
        valid_from as checked_on
    from links
    union
    select
        item_code,
        cast({{ dbt.dateadd('day', 1, 'valid_to') }} as date) as checked_on
    from links
    where valid_to is not null

),

counted as (

    select
        days.item_code,
        days.checked_on,
        count(*) as link_count,
        count(case when links.is_primary then 1 end) as primary_count
    from days
    inner join links
        on
            days.item_code = links.item_code
            and days.checked_on >= links.valid_from
            and (days.checked_on <= links.valid_to or links.valid_to is null)
    group by days.item_code, days.checked_on

)

select * from counted
where primary_count <> 1
