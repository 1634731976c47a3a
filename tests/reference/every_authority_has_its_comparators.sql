-- Each upper-tier authority of today: England once, its region once, ten neighbours of 2025; a
-- London borough also Inner or Outer London.
with

authorities as (

    select
        area_code,
        parent_area_code,
        region_code
    from {{ ref('areas') }}
    where
        area_type = 'la_upper'
        and valid_to is null

),

pairs as (

    select
        authorities.area_code,
        authorities.parent_area_code,
        authorities.region_code,
        comparators.comparator_set,
        comparators.edition,
        comparators.comparator_area_code
    from authorities
    left join {{ ref('area_comparators') }} as comparators
        on authorities.area_code = comparators.area_code

)

select
    area_code,
    sum(case when comparator_set = 'england' then 1 else 0 end) as england_count,
    sum(
        case when comparator_set = 'region' and comparator_area_code = region_code then 1 else 0 end
    ) as region_count,
    sum(
        case
            when comparator_set = 'inner_outer_london' and comparator_area_code = parent_area_code
                then 1
            else 0
        end
    ) as inner_outer_count,
    sum(
        case when comparator_set = 'dfe_neighbours' and edition = '2025' then 1 else 0 end
    ) as neighbour_count
from pairs
group by area_code, region_code
having
    sum(case when comparator_set = 'england' then 1 else 0 end) <> 1
    or sum(
        case when comparator_set = 'region' and comparator_area_code = region_code then 1 else 0 end
    ) <> 1
    or sum(
        case
            when comparator_set = 'inner_outer_london' and comparator_area_code = parent_area_code
                then 1
            else 0
        end
    ) <> case when region_code = 'E12000007' then 1 else 0 end
    or sum(case when comparator_set = 'dfe_neighbours' and edition = '2025' then 1 else 0 end) <> 10
