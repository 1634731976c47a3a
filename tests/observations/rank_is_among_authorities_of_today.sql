-- Nobody is ranked among more authorities than England has, and nobody but an upper-tier authority
-- of today is ranked.
with

authorities as (

    select area_code
    from {{ ref('dim_area') }}
    where area_type = 'la_upper' and valid_to is null

),

size as (

    select count(*) as authority_count
    from authorities

)

select
    ranks.indicator_code,
    ranks.cohort_code,
    ranks.area_code,
    ranks.rank_of,
    size.authority_count
from {{ ref('indicator_rank') }} as ranks
cross join size
left join authorities on ranks.area_code = authorities.area_code
where ranks.rank_of > size.authority_count or authorities.area_code is null
