{#-
    Wilson score interval of a proportion, as a share from 0 to 1 (Wilson 1927; the method of
    OHID's technical guide on confidence intervals). Null wherever numerator and denominator do
    not make a proportion: limits are never guessed.
-#}
{% macro wilson_lower(numerator, denominator, z) -%}
    {{ adapter.dispatch('wilson_lower', 'outcomes_spine')(numerator, denominator, z) }}
{%- endmacro %}

{% macro wilson_upper(numerator, denominator, z) -%}
    {{ adapter.dispatch('wilson_upper', 'outcomes_spine')(numerator, denominator, z) }}
{%- endmacro %}

{#- None of the n has 0 as its exact lower limit: by rule, not by how an engine rounds. -#}
{% macro default__wilson_lower(numerator, denominator, z) -%}
    case
        when not coalesce({{ is_a_proportion(numerator, denominator) }}, false) then null
        when ({{ numerator }}) = 0 then cast(0 as double)
        else {{ wilson_limit(numerator, denominator, z, '-') }}
    end
{%- endmacro %}

{#- All of the n has 1 as its exact upper limit, which floating point misses by a hair. -#}
{% macro default__wilson_upper(numerator, denominator, z) -%}
    case
        when not coalesce({{ is_a_proportion(numerator, denominator) }}, false) then null
        when ({{ numerator }}) = ({{ denominator }}) then cast(1 as double)
        else {{ wilson_limit(numerator, denominator, z, '+') }}
    end
{%- endmacro %}

{#- (2k + z² ± z √(z² + 4k(n − k)/n)) / 2(n + z²), with k the numerator and n the denominator. -#}
{% macro wilson_limit(numerator, denominator, z, sign) -%}
    {%- set k = 'cast(' ~ numerator ~ ' as double)' -%}
    {%- set n = 'cast(' ~ denominator ~ ' as double)' -%}
    {%- set z = 'cast(' ~ z ~ ' as double)' -%}
    (
        2 * {{ k }} + {{ z }} * {{ z }}
        {{ sign }} {{ z }} * sqrt({{ z }} * {{ z }} + 4 * {{ k }} * ({{ n }} - {{ k }}) / {{ n }})
    ) / (2 * ({{ n }} + {{ z }} * {{ z }}))
{%- endmacro %}

{#- Null, not false, where either is missing. -#}
{% macro is_a_proportion(numerator, denominator) -%}
    (({{ denominator }}) > 0 and ({{ numerator }}) >= 0 and ({{ numerator }}) <= ({{ denominator }}))
{%- endmacro %}

{#- Two-sided: half of what is outside the interval lies on each side. -#}
{% macro z_score(confidence_percent) -%}
    {%- set z_scores = {'95': '1.959963984540054', '99.8': '3.090232306167813'} -%}
    {%- if confidence_percent | string not in z_scores -%}
        {{ exceptions.raise_compiler_error('z_score knows 95 and 99.8 percent, not ' ~ confidence_percent) }}
    {%- endif -%}
    {{ z_scores[confidence_percent | string] }}
{%- endmacro %}

{% macro wilson_method_code() -%}
    'wilson'
{%- endmacro %}
