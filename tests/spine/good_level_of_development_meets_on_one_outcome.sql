-- The test of meaning of the whole spine: the good level of development is asked for by the EYFS
-- Profile, the public health framework, the Local Outcomes Framework, the Best Start in Life
-- milestone and the council's own target, each in words of its own. All five must land on one
-- outcome as the outcome itself: measures by an exact primary link, targets through the indicator
-- they are set for.
with

asked (framework_code, item_code, way) as (

    values
    ('EYFSP', 'EYFSP-GLD', 'crosswalk'),
    ('PHOF', 'PHOF-90631', 'crosswalk'),
    ('LOF', 'LOF5-GLD', 'crosswalk'),
    ('BSIL', 'BSIL-GLD75', 'target'),
    ('MERTON', 'MERTON-GLD-TARGET', 'target')

),

mapped as (

    select
        'crosswalk' as way,
        item_code,
        outcome_code,
        link_type
    from {{ ref('crosswalk') }}
    where is_primary and valid_to is null

),

aimed as (

    select
        'target' as way,
        targets.item_code,
        links.outcome_code,
        links.link_type
    from {{ ref('targets') }} as targets
    inner join {{ ref('indicator_outcome') }} as links
        on
            targets.indicator_code = links.indicator_code
            and links.is_primary
            and links.valid_to is null
    group by
        targets.item_code,
        links.outcome_code,
        links.link_type

),

landed as (

    select * from mapped
    union all
    select * from aimed

)

select
    asked.framework_code,
    asked.item_code,
    asked.way,
    landed.outcome_code,
    landed.link_type,
    case
        when landed.outcome_code is null then 'lands nowhere'
        else 'lands elsewhere, or not as the outcome itself'
    end as problem
from asked
left join landed
    on
        asked.item_code = landed.item_code
        and asked.way = landed.way
where
    landed.outcome_code is null
    or landed.outcome_code <> 'C-LEARNING-2'
    or landed.link_type <> 'exact'
