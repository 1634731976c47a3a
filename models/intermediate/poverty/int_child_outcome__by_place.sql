-- Each outcome of children by the deprivation of where they live (tenths of England and of the
-- borough, each edition apart) and by ward: one year, and three together. Wards hold the children
-- who live in the borough; the tenths hold every child with a profile whose home is known.
{% set profiles = [
    ('idaci_2025_national_tenth', 'cast(cohorts.idaci_2025_national_tenth as varchar)', 'true'),
    ('idaci_2025_local_tenth', 'cast(cohorts.idaci_2025_local_tenth as varchar)', 'cohorts.resident_la_code = outcomes.area_code'),
    ('idaci_2019_national_tenth', 'cast(cohorts.idaci_2019_national_tenth as varchar)', 'true'),
    ('idaci_2019_local_tenth', 'cast(cohorts.idaci_2019_local_tenth as varchar)', 'cohorts.resident_la_code = outcomes.area_code'),
    ('ward', 'cohorts.ward_code', 'cohorts.resident_la_code = outcomes.area_code')
] %}
with

outcomes as (

    select * from {{ ref('int_child__outcomes') }}

),

cohorts as (

    select * from {{ ref('int_child__cohorts') }}
    where has_profile

),

placed as (

    {% for profile, group_code, condition in profiles %}
        select
            outcomes.area_code,
            cohorts.collection_year,
            outcomes.child_outcome_code,
            '{{ profile }}' as place_profile,
            {{ group_code }} as place_code,
            outcomes.is_invented,
            count(*) as children,
            count(case when outcomes.is_met then 1 end) as met
        from outcomes
        inner join cohorts
            on
                outcomes.child_key = cohorts.child_key
                and outcomes.period_code = cohorts.period_code
        where {{ group_code }} is not null and {{ condition }}
        group by all
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

years as (

    select distinct
        area_code,
        collection_year as last_year
    from placed

),

spans as (

    select
        *,
        {{ academic_period('collection_year') }} as period_code,
        1 as years_together
    from placed

    union all

    select
        placed.area_code,
        years.last_year as collection_year,
        placed.child_outcome_code,
        placed.place_profile,
        placed.place_code,
        placed.is_invented,
        sum(placed.children) as children,
        sum(placed.met) as met,
        {{ pooled_period('years.last_year') }} as period_code,
        3 as years_together
    from placed
    inner join years
        on
            placed.area_code = years.area_code
            and placed.collection_year between years.last_year - 2 and years.last_year
    group by all
    having count(distinct placed.collection_year) = 3

)

select
    area_code,
    period_code,
    collection_year,
    years_together,
    child_outcome_code,
    place_profile,
    place_code,
    cast(children as bigint) as children,
    cast(met as bigint) as met,
    is_invented
from spans
