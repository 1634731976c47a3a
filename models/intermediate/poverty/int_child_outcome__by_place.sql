-- Each outcome of children by the deprivation of where they live (tenths of England and of the
-- borough, each edition apart) and by ward: one year, and three together. Tenths of the borough and
-- wards hold the children who live in it; tenths of England every child whose home is known.
{% set tenths = [
    'idaci_2025_national_tenth', 'idaci_2025_local_tenth',
    'idaci_2019_national_tenth', 'idaci_2019_local_tenth'
] %}
with

-- counted by every place of a home at once: no more rows than small areas
homes as (

    select
        outcomes.area_code,
        cohorts.collection_year,
        outcomes.child_outcome_code,
        outcomes.is_invented,
        coalesce(cohorts.resident_la_code = outcomes.area_code, false) as is_resident,
        cohorts.ward_code as ward,
        {% for tenth in tenths %}
            cohorts.{{ tenth }},
        {% endfor %}
        count(*) as children,
        count(case when outcomes.is_met then 1 end) as met
    from {{ ref('int_child__outcomes') }} as outcomes
    inner join {{ ref('int_child__cohorts') }} as cohorts
        on
            outcomes.child_key = cohorts.child_key
            and outcomes.period_code = cohorts.period_code
    where cohorts.has_profile
    group by all

),

placed as (

    {% for place_profile in tenths + ['ward'] %}
        select
            area_code,
            collection_year,
            child_outcome_code,
            '{{ place_profile }}' as place_profile,
            cast({{ place_profile }} as varchar) as place_code,
            is_invented,
            sum(children) as children,
            sum(met) as met
        from homes
        where
            {{ place_profile }} is not null
            and (is_resident or place_profile like '%national%')
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
