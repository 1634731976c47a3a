-- The list of family hub services has editions: the guide of August 2022, the one for 2025-26, and
-- the guidance of December 2025 that applies from April 2026. The services known here are those of
-- the earlier guides; one in the December 2025 guidance would claim a list that was not read.
with

services as (

    select item_code
    from {{ ref('framework_items') }}
    where item_code like 'FH-SVC-%'

),

item_editions as (

    select * from {{ ref('item_editions') }}

),

not_in_its_guides as (

    select
        services.item_code,
        'not in both earlier guides' as problem
    from services
    left join item_editions
        on
            services.item_code = item_editions.item_code
            and item_editions.edition_code in ('SFL-2022-08', 'SFL-2025-04')
    group by services.item_code
    having count(item_editions.edition_code) <> 2

),

claimed_for_the_new_guidance as (

    select
        services.item_code,
        'stands in the December 2025 guidance' as problem
    from services
    inner join item_editions on services.item_code = item_editions.item_code
    where item_editions.edition_code = 'SFL-2026-04'

),

guidance_dates as (

    select
        edition_code as item_code,
        'published on 4 December 2025, in force from 1 April 2026' as problem
    from {{ ref('framework_editions') }}
    where
        edition_code = 'SFL-2026-04'
        and (published_on <> date '2025-12-04' or valid_from <> date '2026-04-01')

)

select * from not_in_its_guides
union all
select * from claimed_for_the_new_guidance
union all
select * from guidance_dates
