{{ config(materialized='view') }}
-- Figures typed by hand as observations: the indicator is named in the row, so each one has a
-- series of its own (int_indicator_series__with_local). A file replaces the one of the same name
-- that came before: what is no longer in it is withdrawn, not forgotten.
with

files as (

    select
        file_id,
        file_name,
        received_at,
        lead(file_id) over (partition by file_name order by received_at, file_id) as next_file_id
    from {{ ref('stg_landing__files') }}
    where dataset = 'local_values'

),

typed as (

    select
        printed.*,
        files.file_name,
        files.received_at,
        files.next_file_id
    from {{ ref('stg_local__values') }} as printed
    inner join files on printed.file_id = files.file_id

),

withdrawn as (

    select
        earlier.*,
        next_files.received_at as withdrawn_at
    from typed as earlier
    inner join files as next_files on earlier.next_file_id = next_files.file_id
    where
        not exists (
            select 1
            from typed as later
            where
                (later.file_id = earlier.next_file_id or later.next_file_id is null)
                and later.indicator_code = earlier.indicator_code
                and later.area_printed = earlier.area_printed
                and later.period_label = earlier.period_label
                and later.cohort_code = earlier.cohort_code
        )

),

stated as (

    select
        file_id,
        row_number,
        received_at,
        indicator_code,
        area_printed,
        period_label,
        cohort_code,
        value_printed,
        numerator_printed,
        denominator_printed,
        published_on_printed,
        'Source: ' || source_name || '; answered for by ' || owner
        || coalesce('. ' || note_printed, '') as note_printed
    from typed

    union all

    select
        next_file_id as file_id,
        -row_number as row_number, -- of the row withdrawn, in the file before
        withdrawn_at as received_at,
        indicator_code,
        area_printed,
        period_label,
        cohort_code,
        cast(null as varchar) as value_printed,
        cast(null as varchar) as numerator_printed,
        cast(null as varchar) as denominator_printed,
        published_on_printed,
        'Withdrawn: no longer in ' || file_name as note_printed
    from withdrawn

)

select
    'local_values' as reader,
    indicator_code as publisher_series_id,
    cast(null as varchar) as value_column,
    file_id,
    row_number,
    area_printed,
    period_label,
    cohort_code,
    value_printed,
    numerator_printed,
    denominator_printed,
    cast(null as varchar) as lower_95_printed,
    cast(null as varchar) as upper_95_printed,
    cast(null as varchar) as lower_99_8_printed,
    cast(null as varchar) as upper_99_8_printed,
    note_printed,
    -- the day never runs back, so that what came last counts also where its date was corrected
    max(published_on_printed) over (
        partition by indicator_code, area_printed, period_label, cohort_code
        order by received_at, file_id
    ) as published_on
from stated
