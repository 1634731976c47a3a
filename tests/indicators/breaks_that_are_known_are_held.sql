-- A trend over one of these is the commonest false statement made from these figures.
with

needed (indicator_code, break_from_period_code) as (

    values
    ('gld_at_5', 'AY2021-22'),
    ('all_goals_at_5', 'AY2021-22'),
    ('communication_language_at_5', 'AY2021-22'),
    ('goals_average_at_5', 'AY2021-22'),
    ('early_education_take_up_2', 'AT2025-01-16'),
    ('gld_fsm_gap_not_eligible', 'AY2026-27'),
    ('gld_fsm_gap_not_eligible_or_unknown', 'AY2026-27'),
    ('gld_fsm_gap_all', 'AY2026-27'),
    ('fsm_eligible_primary', 'AT2027-01-21'),
    ('ks2_expected', 'AY2017-18'),
    ('attainment_8', 'AY2019-20'),
    ('ehc_plans_20_weeks', 'CY2022')

)

select needed.*
from needed
left join {{ ref('comparability_breaks') }} as breaks
    on
        needed.indicator_code = breaks.indicator_code
        and needed.break_from_period_code = breaks.break_from_period_code
        and breaks.blocks_trend
where breaks.indicator_code is null
