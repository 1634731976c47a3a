-- A rise can be better recognition. Named one by one, so that a new mark in a source moves none.
with

recognition (indicator_code) as (

    values
    ('cla_missing'),
    ('cla_substance_misuse'),
    ('cin_rate'),
    ('section_47_rate'),
    ('child_protection_plan_rate'),
    ('child_protection_plan_start_rate'),
    ('cla_rate'),
    ('cla_start_rate'),
    ('pupils_sen_support'),
    ('pupils_ehc_plan')

)

select
    recognition.indicator_code,
    indicators.polarity,
    links.outcome_code,
    links.link_type
from recognition
left join {{ ref('indicators') }} as indicators
    on recognition.indicator_code = indicators.indicator_code
left join {{ ref('indicator_outcome') }} as links
    on recognition.indicator_code = links.indicator_code
where
    indicators.polarity is distinct from 'neutral'
    or links.link_type is distinct from 'contextual'
