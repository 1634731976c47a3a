-- What the publisher's cell holds, against what became of it: a mark must not come out as a number,
-- a number must not get lost unless an erratum says so, and the number is the one printed.
with

read_again as (

    select
        typed.series_code,
        typed.area_code,
        typed.period_code,
        typed.cohort_code,
        typed.file_id,
        typed.row_number,
        typed.value_status,
        typed.value_status_raw,
        typed.value,
        series.scale,
        {{ try_number('typed.value_status_raw') }} as number_printed
    from {{ ref('int_observation__typed') }} as typed
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on typed.series_code = series.series_code

)

select
    *,
    case
        when number_printed is null then 'a mark became a number'
        when value is null then 'a number was lost'
        else 'the number is not the one printed'
    end as problem
from read_again
where
    (number_printed is null and value is not null)
    or (number_printed is not null and value is null and value_status <> 'e')
    or abs(value - number_printed * scale) > 1e-9 * greatest(1, abs(value))
