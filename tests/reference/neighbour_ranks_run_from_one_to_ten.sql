-- Ten neighbours an area and edition, ranked 1 to 10 without a gap, none of them the area itself.
select
    area_code,
    edition,
    count(*) as neighbour_count,
    count(distinct rank) as rank_count,
    min(rank) as first_rank,
    max(rank) as last_rank
from {{ ref('area_comparators') }}
where comparator_set = 'dfe_neighbours'
group by area_code, edition
having
    count(*) <> 10
    or count(distinct rank) <> 10
    or count(distinct comparator_area_code) <> 10
    or min(rank) <> 1
    or max(rank) <> 10
    or max(case when comparator_area_code = area_code then 1 else 0 end) = 1
