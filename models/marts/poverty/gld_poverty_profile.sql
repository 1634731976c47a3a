-- A good level of development by how deprived of income the children around a child's home are, and
-- by ward. Tenth 1 is the most deprived; tenths of two editions are never put together.
with

counts as (

    select * from {{ ref('int_child_outcome__by_place') }}
    where child_outcome_code = 'gld_at_5'

),

wards as (

    select * from {{ ref('int_ward__idaci') }}

)

select
    counts.area_code,
    counts.period_code,
    counts.years_together,
    counts.place_profile,
    counts.place_code,
    case
        when counts.place_profile = 'ward' then coalesce(wards.ward_name, counts.place_code)
        else 'Tenth ' || counts.place_code
            || case counts.place_code
                when '1' then ' (most deprived)'
                when '10' then ' (least deprived)'
                else ''
            end
    end as place_name,
    case
        when counts.place_profile = 'ward' then 2025
        else cast(substr(counts.place_profile, 7, 4) as integer)
    end as index_edition,
    cast(100 * wards.idaci_score as double) as ward_idaci_percent,
    counts.met as numerator,
    counts.children as denominator,
    {{ share_with_limits('counts.met', 'counts.children') }},
    case
        when counts.place_profile like '%national%' then 'submitting_authority'
        else 'residence_of_submitted'
    end as basis,
    counts.is_invented
from counts
left join wards
    on counts.place_profile = 'ward' and counts.place_code = wards.ward_code
