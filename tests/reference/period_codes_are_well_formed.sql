-- A period code names a type that exists and years that follow each other: AY2024-25, FY2024-25,
-- CY2024, AT2025-03-31, 3CY2021-2023, 3FY2021-24, 3AY2021-24, ED2019.
with

codes as (

    select period_code from {{ ref('publisher_periods') }}
    union
    select example as period_code from {{ ref('period_types') }}

),

parts as (

    select
        period_code,
        regexp_extract(period_code, '^(3?[A-Z]{2})', 1) as period_type,
        cast(
            nullif(regexp_extract(period_code, '^3?[A-Z]{2}([0-9]{4})', 1), '') as integer
        ) as first_year,
        regexp_extract(period_code, '-([0-9]{2}|[0-9]{4})$', 1) as last_year,
        case
            when period_code like 'CY%' or period_code like 'ED%' then '^[A-Z]{2}[0-9]{4}$'
            when period_code like 'AT%' then '^AT[0-9]{4}-[0-9]{2}-[0-9]{2}$'
            when period_code like '3CY%' then '^3CY[0-9]{4}-[0-9]{4}$'
            else '^(3?AY|3?FY)[0-9]{4}-[0-9]{2}$'
        end as pattern
    from codes

),

checked as (

    select
        parts.period_code,
        kinds.period_type is not null as is_known_type,
        coalesce(regexp_matches(parts.period_code, parts.pattern), false) as is_well_formed,
        case
            when parts.period_type in ('CY', 'ED') then true
            when parts.period_type = 'AT'
                then try_cast(substr(parts.period_code, 3) as date) is not null
            when parts.period_type = '3CY'
                then parts.last_year = cast(parts.first_year + 2 as varchar)
            else
                parts.last_year = substr(
                    cast(cast(parts.first_year + kinds.months / 12 as integer) as varchar), 3, 2
                )
        end as years_follow
    from parts
    left join {{ ref('period_types') }} as kinds on parts.period_type = kinds.period_type

)

select *
from checked
where
    not is_known_type
    or not is_well_formed
    or years_follow is distinct from true
