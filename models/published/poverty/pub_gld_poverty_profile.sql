{{ config(alias='gld_poverty_profile') }}
-- Our own counts, controlled: see judged() and controlled_share(). Nothing of a real borough leaves
-- yet.
with

judged as (

    {{ judged(ref('gld_poverty_profile'), 'eyfsp') }}

)

select
    judged.area_code,
    areas.area_name,
    judged.period_code,
    periods.period_name,
    periods.period_end,
    judged.years_together,
    judged.place_profile,
    judged.place_code,
    judged.place_name,
    judged.index_edition,
    judged.ward_idaci_percent,
    {{ controlled_share() }},
    judged.basis,
    judged.is_invented
from judged
inner join {{ ref('dim_area') }} as areas on judged.area_code = areas.area_code
inner join {{ ref('dim_period') }} as periods on judged.period_code = periods.period_code
