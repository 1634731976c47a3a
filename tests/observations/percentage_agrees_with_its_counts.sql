-- A printed percentage is 100 × numerator / denominator to the decimals printed. Publishers round;
-- DfE's profile file of 2021/22 on is cut at six decimals instead. What a council types has the
-- decimals it typed, not those of the indicator. What a later file has put right is past.
with

shares as (

    select
        observations.series_code,
        observations.area_code,
        observations.period_code,
        observations.cohort_code,
        observations.reader,
        observations.lineage_id,
        observations.value_status_raw as printed,
        observations.numerator,
        observations.denominator,
        observations.value,
        100 * observations.numerator / observations.denominator as counted,
        case
            when observations.reader = 'dfe_eyfsp_headline' then 6
            when observations.reader = 'local_values'
                then length(split_part(observations.value_status_raw, '.', 2))
            else observations.decimals
        end as decimals
    from {{ ref('fct_indicator_observation') }} as observations
    inner join {{ ref('dim_indicator') }} as indicators
        on observations.indicator_code = indicators.indicator_code
    where
        indicators.value_type = 'proportion'
        and observations.is_latest_vintage
        and observations.value_status_raw is not null
        and observations.value_status = 'shown'
        and observations.denominator > 0
        and observations.numerator is not null

)

select *
from shares
where
    case
        when reader = 'dfe_eyfsp_headline'
            then counted - value < -1e-9 or counted - value > power(10, -decimals) + 1e-9
        else abs(value - counted) > 0.5 * power(10, -decimals) + 1e-9
    end
