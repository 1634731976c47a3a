{# The mean of figures, the same to the last bit however the rows are ordered or shared out: floating
   point depends on the order of a sum, decimals do not. Ten decimals are more than any source prints. #}
{% macro exact_mean(value) -%}
    avg(cast({{ value }} as decimal(38, 10)))
{%- endmacro %}
