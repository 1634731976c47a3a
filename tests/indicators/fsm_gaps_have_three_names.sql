-- Merton 2023/24: 16.9, 15.4 and 12.9 points. The word gap alone would hide which.
with

expected (indicator_code, minuend_cohort) as (

    values
    ('gld_fsm_gap_not_eligible', 'fsm=not_eligible'),
    ('gld_fsm_gap_not_eligible_or_unknown', 'fsm=not_eligible_or_unknown'),
    ('gld_fsm_gap_all', 'all')

),

held as (

    select
        series.indicator_code,
        max(case when inputs.role = 'minuend' then inputs.cohort_code end) as minuend_cohort,
        max(case when inputs.role = 'subtrahend' then inputs.cohort_code end) as subtrahend_cohort
    from {{ ref('indicator_series') }} as series
    inner join {{ ref('series_inputs') }} as inputs on series.series_code = inputs.series_code
    where series.derivation = 'gap' and series.indicator_code like 'gld_fsm_gap%'
    group by series.indicator_code

),

wrong_inputs as (

    select
        coalesce(expected.indicator_code, held.indicator_code) as indicator_code,
        'not the groups its name says' as problem
    from expected
    full outer join held on expected.indicator_code = held.indicator_code
    where
        expected.minuend_cohort is distinct from held.minuend_cohort
        or held.subtrahend_cohort is distinct from 'fsm=eligible'

),

wrong_default as (

    select
        indicator_code,
        'not the default gap' as problem
    from {{ ref('item_indicator') }}
    where item_code = 'LOF5-GLD-FSM-GAP' and indicator_code <> 'gld_fsm_gap_not_eligible'

),

unnamed as (

    select
        indicator_code,
        'the name does not say which groups' as problem
    from {{ ref('indicators') }}
    where
        value_type = 'gap'
        and indicator_code like 'gld%'
        and indicator_name not like '% less %'

)

select * from wrong_inputs
union all
select * from wrong_default
union all
select * from unnamed
