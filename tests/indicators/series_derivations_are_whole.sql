-- Half a derivation gives no figure and no error, so it is caught here.
with

inputs as (

    select
        series_code,
        string_agg(role, ', ' order by role) as role_list
    from {{ ref('series_inputs') }}
    group by series_code

),

shape as (

    select
        series.series_code,
        'wrong number of inputs, or of the wrong kind' as problem
    from {{ ref('indicator_series') }} as series
    inner join {{ ref('indicators') }} as indicators
        on series.indicator_code = indicators.indicator_code
    left join inputs on series.series_code = inputs.series_code
    where
        (series.derivation = 'none') <> (inputs.series_code is null)
        or (series.derivation = 'none') = (series.reader = 'derived')
        or (
            series.derivation in ('gap', 'complement')
            and inputs.role_list <> 'minuend, subtrahend'
        )
        or (series.derivation = 'sum' and inputs.role_list <> 'addend, augend')
        or (series.derivation = 'gap' and indicators.value_type <> 'gap')
        or (series.derivation in ('complement', 'sum') and indicators.value_type <> 'proportion')

),

unread as (

    select
        inputs.series_code,
        'no series reads ' || inputs.indicator_code || ' ' || inputs.cohort_code as problem
    from {{ ref('series_inputs') }} as inputs
    left join {{ ref('indicator_series') }} as series
        on
            inputs.indicator_code = series.indicator_code
            and (inputs.cohort_code = series.cohort_code or series.cohort_code is null)
    where series.series_code is null

)

select * from shape
union all
select * from unread
