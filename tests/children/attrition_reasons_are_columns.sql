select steps.reason_code
from {{ ref('attrition_steps') }} as steps
where
    steps.reason_code not in ('left', 'quarantined', 'duplicate_row')
    and steps.reason_code not in (
        {% for column in adapter.get_columns_in_relation(ref('int_eyfsp__attrition')) -%}
            '{{ column.name }}'{{ ', ' if not loop.last }}
        {%- endfor %}
    )
