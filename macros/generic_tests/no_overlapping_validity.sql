{#-
    At most one row of a key holds on any day. The end date is the last day the row holds;
    pass to_is_inclusive=false for a half-open interval, where one row ends as the next begins.
    The running maximum sees a long row that swallows several later ones, which a comparison with
    the row before would miss.
-#}
{% test no_overlapping_validity(
    model, key_columns, from_column='valid_from', to_column='valid_to', to_is_inclusive=true
) %}

    {%- set touches = '>=' if to_is_inclusive else '>' %}
    {%- set ends_too_early = '<' if to_is_inclusive else '<=' %}

    with

    spans as (

        select
            {{ key_columns | join(', ') }},
            coalesce({{ from_column }}, cast('0001-01-01' as date)) as span_from,
            coalesce({{ to_column }}, cast('9999-12-31' as date)) as span_to
        from {{ model }}

    ),

    compared as (

        select
            *,
            max(span_to) over (
                partition by {{ key_columns | join(', ') }}
                order by span_from, span_to
                rows between unbounded preceding and 1 preceding
            ) as latest_end_before
        from spans

    )

    select
        {{ key_columns | join(', ') }},
        span_from,
        span_to,
        case
            when span_to {{ ends_too_early }} span_from then 'ends before it starts'
            else 'overlaps an earlier row'
        end as problem
    from compared
    where
        span_to {{ ends_too_early }} span_from
        or latest_end_before {{ touches }} span_from

{% endtest %}
