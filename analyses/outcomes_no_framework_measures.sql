-- Which outcomes of the spine does no framework measure, and why?
-- An outcome counts as measured where a framework's own measure is linked to it other than as
-- context or as a stand-in; what only a need, a theme or a service speaks of is not measured.
-- `in_its_place` says what frameworks have in its place: only stand-ins, or nothing.
with

linked as (

    select
        links.outcome_code,
        count(*) filter (where links.link_type not in ('contextual', 'proxy')) as measures,
        count(*) filter (where links.link_type in ('contextual', 'proxy')) as stand_ins
    from {{ ref('bridge_framework_item') }} as links
    inner join {{ ref('dim_framework_item') }} as items on links.item_code = items.item_code
    where
        items.item_type = 'measure'
        and items.is_counted
        and items.is_in_latest_edition
        and links.valid_to is null
    group by links.outcome_code

),

held as (

    select
        outcome_code,
        string_agg(distinct indicator_short_name, '; ' order by indicator_short_name) as indicators
    from {{ ref('outcome_spine') }}
    where is_home_area and cohort_code = 'all' and outcome_link_type not in ('contextual', 'proxy')
    group by outcome_code

)

select
    outcomes.layer_name,
    outcomes.domain_name,
    outcomes.outcome_code,
    outcomes.outcome_name,
    case when linked.stand_ins > 0 then 'only stand-ins' else 'nothing' end as in_its_place,
    coalesce(outcomes.gap_reason, 'held, asked for by none: ' || held.indicators) as reason
from {{ ref('dim_outcome') }} as outcomes
left join linked on outcomes.outcome_code = linked.outcome_code
left join held on outcomes.outcome_code = held.outcome_code
where coalesce(linked.measures, 0) = 0
order by outcomes.sort_order
