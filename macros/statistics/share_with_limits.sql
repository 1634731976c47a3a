{# Columns of a share in percent from counts, and its 95 and 99.8 percent Wilson limits. #}
{% macro share_with_limits(numerator, denominator) -%}
    100.0 * {{ numerator }} / nullif({{ denominator }}, 0) as value,
    100 * {{ wilson_lower(numerator, denominator, z_score(95)) }} as lower_95,
    100 * {{ wilson_upper(numerator, denominator, z_score(95)) }} as upper_95,
    100 * {{ wilson_lower(numerator, denominator, z_score('99.8')) }} as lower_99_8,
    100 * {{ wilson_upper(numerator, denominator, z_score('99.8')) }} as upper_99_8
{%- endmacro %}
