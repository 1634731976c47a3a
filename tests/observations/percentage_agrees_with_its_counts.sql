-- A printed percentage is 100 × numerator / denominator to the decimals printed. Publishers round;
-- DfE's profile file of 2021/22 on is cut at six decimals instead. What a council types has the
-- decimals it typed, not those of the indicator.
with

shares as (

    select
        limits.series_code,
        limits.area_code,
        limits.period_code,
        limits.cohort_code,
        limits.reader,
        limits.file_id,
        limits.row_number,
        limits.value_status_raw as printed,
        limits.numerator,
        limits.denominator,
        limits.value,
        100 * limits.numerator / limits.denominator as counted,
        case
            when limits.reader = 'dfe_eyfsp_headline' then 6
            when limits.reader = 'local_values'
                then length(split_part(limits.value_status_raw, '.', 2))
            else series.decimals
        end as decimals
    from {{ ref('int_observation__limits') }} as limits
    inner join {{ ref('int_indicator_series__with_local') }} as series
        on limits.series_code = series.series_code
    inner join {{ ref('dim_indicator') }} as indicators
        on limits.indicator_code = indicators.indicator_code
    where
        indicators.value_type = 'proportion'
        and limits.value_status = 'shown'
        and limits.denominator > 0
        and limits.numerator is not null

)

select *
from shares
where
    case
        when reader = 'dfe_eyfsp_headline'
            then counted - value < -1e-9 or counted - value > power(10, -decimals) + 1e-9
        else abs(value - counted) > 0.5 * power(10, -decimals) + 1e-9
    end
