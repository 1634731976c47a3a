-- Where do sources disagree, of what kind is it, which one is preferred and why?
with

kinds as (

    select
        disagreements.*,
        indicators.short_name
    from {{ ref('source_disagreement') }} as disagreements
    inner join {{ ref('dim_indicator') }} as indicators
        on disagreements.indicator_code = indicators.indicator_code

)

select
    short_name as indicator,
    kind,
    preferred_reader || ' (' || preferred_basis || ')' as preferred,
    other_reader || ' (' || other_basis || ')' as other,
    count(*) as key_count,
    round(median(abs(difference)), 2) as median_difference,
    round(max(abs(difference)), 1) as largest_difference,
    case kind
        when 'basis' then 'each counts on its own basis; that it gives the size was not checked'
        when 'rounding' then 'one prints fewer decimals'
        when 'revision' then 'one was printed later; the preferred series is the original publisher'
        else 'no reason found: ask the publishers before use'
    end as why
from kinds
group by all
order by key_count desc
