{% set tables = [
    'gld_by_cohort', 'gld_goals', 'gld_poverty_profile', 'gld_attrition', 'gld_reconciliation',
    'sen_by_census_and_plan', 'gld_risk_factors'
] %}
{% for table in tables %}
    select
        '{{ table }}' as table_name,
        area_code,
        is_invented
    from {{ ref('pub_' ~ table) }}
    where is_invented <> (substr(area_code, 1, 1) = 'X')
    {% if not loop.last %}union all{% endif %}
{% endfor %}
