-- IDACI 2019 (LSOAs of 2011, income before housing costs) and 2025 (LSOAs of 2021, after) measure
-- different things: ten tenths each under the edition's own name, and never on the same LSOAs.
with

tenths as (

    select
        substr(value, 1, 4) as edition,
        value,
        definition
    from {{ ref('cohort_values') }}
    where characteristic = 'idaci' and value like '%\_tenth\_%' escape '\'

),

lsoas as (

    select
        iod_edition,
        lsoa_edition,
        idaci_score,
        idaci_score_kind
    from read_parquet('seeds/reference/parquet/lsoa_deprivation.parquet')

)

select
    edition as failing,
    'not ten tenths of its own' as problem
from tenths
group by edition
having
    count(*) <> 10
    or min(value) <> edition || '_tenth_01'
    or max(value) <> edition || '_tenth_10'

union all

select
    value as failing,
    'names the boundaries of the other edition, or none' as problem
from tenths
where
    (
        edition = '2019'
        and definition not like '%(boundaries of 2011)%IDACI 2019%before housing costs%'
    )
    or (
        edition = '2025'
        and definition not like '%(boundaries of 2021)%IDACI 2025%after housing costs%'
    )
    or edition not in ('2019', '2025')

union all

select
    iod_edition || ' on LSOAs of ' || lsoa_edition as failing,
    'edition and boundaries or kind of score do not belong together' as problem
from lsoas
where
    (iod_edition || ' ' || lsoa_edition) not in ('2019 2011', '2025 2021')
    or (idaci_score is null) <> (idaci_score_kind is null)
    or idaci_score_kind <> case when iod_edition = '2019' then 'published' else 'derived' end
group by iod_edition, lsoa_edition
