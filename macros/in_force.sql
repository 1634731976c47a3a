{# The day that "today" means: the one on which the build ran (raw/settings, as_of). #}
{% macro as_of() -%}
    (
        select cast(setting_value as date)
        from {{ ref('stg_settings__settings') }}
        where setting_name = 'as_of'
    )
{%- endmacro %}


{# Whether a row holds on the day of the build: valid_from and valid_to are the first and the last
   day it does, and an empty end is "still". A link that ends next year is in force today. #}
{% macro in_force() -%}
    (valid_from is null or valid_from <= {{ as_of() }})
    and (valid_to is null or valid_to >= {{ as_of() }})
{%- endmacro %}


{# Whether two rows with validity hold on a common day; an edition that is still in force ends with
   the day of the build, so that a link of the future does not count yet. #}
{% macro overlap(one, other) -%}
    (
        {{ one }}.valid_from is null
        or {{ one }}.valid_from <= coalesce({{ other }}.valid_to, {{ as_of() }})
    )
    and ({{ one }}.valid_to is null or {{ one }}.valid_to >= {{ other }}.valid_from)
{%- endmacro %}
