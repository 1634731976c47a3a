-- Income deprivation affecting children of each small area, by edition: the score, the tenth of
-- England as published, and the tenth of its own borough, from the rank of the score within it
-- (ties at the smallest). Editions are never differenced: 2019 counts income before housing costs
-- on the LSOAs of 2011, 2025 after housing costs on those of 2021.
with

areas as (

    select
        2019 as index_edition,
        lsoa_code,
        la_code,
        idaci_score,
        idaci_tenth,
        children_0_15,
        file_id
    from {{ ref('stg_iod__small_areas_2019') }}

    union all

    select
        2025 as index_edition,
        lsoa_code,
        la_code,
        idaci_score,
        idaci_tenth,
        children_0_15,
        file_id
    from {{ ref('stg_iod__small_areas_2025') }}

),

ranked as (

    select
        *,
        rank() over (
            partition by index_edition, la_code order by idaci_score desc
        ) as local_rank,
        count(*) over (partition by index_edition, la_code) as areas_in_borough
    from areas

)

select
    ranked.index_edition,
    ranked.lsoa_code,
    ranked.la_code,
    ranked.idaci_score,
    ranked.idaci_tenth as national_tenth,
    cast(
        floor((ranked.local_rank - 1) * 10.0 / ranked.areas_in_borough) + 1 as integer
    ) as local_tenth,
    ranked.children_0_15,
    files.is_invented
from ranked
inner join {{ ref('stg_landing__files') }} as files on ranked.file_id = files.file_id
