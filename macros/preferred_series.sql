{#- Of the series that speak of a key, all vintages of the one preferred now: the original publisher
    with counts, then without, then a compilation (seed indicator_series). A mark that says nothing
    is known (missing, not available, known to be wrong) gives way to a source that has a figure; a figure that a
    publisher hides does not, because another source's copy would undo the hiding. -#}
{% macro preferred_series(observations) -%}
    select chosen.*
    from (
        select
            {{ observations }}.*,
            first_value(series_code) over (
                partition by indicator_code, area_code, period_code, cohort_code
                order by
                    case when is_latest_vintage then 0 else 1 end,
                    case when value_status in ('m', 'x', 'e') then 1 else 0 end,
                    preference,
                    series_code
            ) as preferred_series_code
        from {{ observations }}
    ) as chosen
    where chosen.series_code = chosen.preferred_series_code
{%- endmacro %}
