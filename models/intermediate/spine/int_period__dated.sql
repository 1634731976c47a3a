-- Every period the spine speaks of, dated by the rules of its type (seed period_types). The code is
-- our own; what a publisher prints is turned into it by the seed publisher_periods.
with

codes as (

    select period_code
    from {{ ref('publisher_periods') }}
    where period_code is not null

    union

    select period_label as period_code
    from {{ ref('stg_local__values') }}

    union

    select period_code
    from {{ ref('int_child_outcome__by_cohort') }}

    union

    select target_period_code as period_code
    from {{ ref('int_targets__overlaid') }}

    union

    select baseline_period_code as period_code
    from {{ ref('int_targets__overlaid') }}
    where baseline_period_code is not null

),

parts as (

    select
        codes.period_code,
        types.period_type,
        types.is_point_in_time,
        types.start_month,
        types.months,
        substr(codes.period_code, length(types.period_type) + 1) as remainder
    from codes
    inner join {{ ref('period_types') }} as types
        on types.period_type = case
                when substr(codes.period_code, 1, 1) = '3' then substr(codes.period_code, 1, 3)
                else substr(codes.period_code, 1, 2)
            end

),

starts as (

    select
        period_code,
        period_type,
        is_point_in_time,
        months,
        remainder,
        case
            when is_point_in_time then cast(remainder as date)
            else cast(
                    substr(remainder, 1, 4) || '-'
                    || substr('0' || cast(start_month as varchar), -2) || '-01' as date
                )
        end as period_start
    from parts

)

select
    period_code,
    period_type,
    is_point_in_time,
    -- as people say it, one form for every publisher: 2024/25 is a school year, 2024-25 a financial
    case
        when is_point_in_time then {{ long_date('period_start') }}
        when period_type = 'AY' then replace(remainder, '-', '/')
        when period_type = 'ED' then remainder || ' edition'
        when substr(period_type, 1, 1) = '3' then replace(remainder, '-', ' to ')
        else remainder
    end as period_name,
    period_start,
    case
        when is_point_in_time then period_start
        else cast(
                {{ dbt.dateadd('day', -1, dbt.dateadd('month', 'months', 'period_start')) }} as date
            )
    end as period_end
from starts
