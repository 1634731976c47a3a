-- The wide EYFSP files as cells: one row per row of a file and column, so that a series can name
-- the column of its value and of its counts. Breakdown labels become cohorts by the label seed.
with

-- a district's row counts by district of the school, not by the authority that submits the return
authority_rows as (

    select * from {{ ref('stg_dfe_eyfsp__headline') }}
    where geographic_level <> 'Local authority district'

),

headline as (

    {{ unpivot_cells(
        'authority_rows',
        ['file_id', 'row_number', 'area_printed', 'period_label', 'topic_label', 'breakdown_label', 'sex_label'],
        [
            'children_count', 'elgs_expected_average', 'all_elgs_expected_children_count',
            'all_elgs_expected_children_percent', 'comm_lang_lit_expected_children_count',
            'comm_lang_lit_expected_children_percent', 'gld_children_count', 'gld_children_percent'
        ]
    ) }}

),

headline_2013_2019 as (

    {{ unpivot_cells(
        ref('stg_dfe_eyfsp__headline_2013_2019'),
        ['file_id', 'row_number', 'area_printed', 'period_label', 'sex_label'],
        [
            'number_of_children', 'point_score', 'average_point_score', 'elg_number', 'elg_percent',
            'gld_number', 'gld_percent', 'comm_lang_lit_number', 'comm_lang_lit_percent'
        ]
    ) }}

),

areas_2013_2019 as (

    {{ unpivot_cells(
        ref('stg_dfe_eyfsp__areas_2013_2019'),
        ['file_id', 'row_number', 'area_printed', 'period_label', 'breakdown_label', 'area_of_learning'],
        ['number_of_pupils', 'at_least_expected_number', 'at_least_expected_percent']
    ) }}

),

residence_2014_2019 as (

    {{ unpivot_cells(
        ref('stg_dfe_eyfsp__residence_2014_2019'),
        ['file_id', 'row_number', 'area_printed', 'period_label'],
        [
            'all_pupils', 'elg_number', 'elg_percent', 'gld_number', 'gld_percent', 'point_score',
            'average_point_score'
        ]
    ) }}

),

cells as (

    select
        'dfe_eyfsp_headline' as reader,
        cast(null as varchar) as publisher_series_id,
        file_id,
        row_number,
        area_printed,
        period_label,
        topic_label,
        breakdown_label,
        sex_label,
        column_name,
        printed
    from headline

    union all

    select
        'dfe_eyfsp_headline_2013_2019' as reader,
        cast(null as varchar) as publisher_series_id,
        file_id,
        row_number,
        area_printed,
        period_label,
        cast(null as varchar) as topic_label,
        cast(null as varchar) as breakdown_label,
        sex_label,
        column_name,
        printed
    from headline_2013_2019

    union all

    select
        'dfe_eyfsp_areas_2013_2019' as reader,
        area_of_learning as publisher_series_id,
        file_id,
        row_number,
        area_printed,
        period_label,
        cast(null as varchar) as topic_label,
        breakdown_label,
        cast(null as varchar) as sex_label,
        column_name,
        printed
    from areas_2013_2019

    union all

    select
        'dfe_eyfsp_residence_2014_2019' as reader,
        cast(null as varchar) as publisher_series_id,
        file_id,
        row_number,
        area_printed,
        period_label,
        cast(null as varchar) as topic_label,
        cast(null as varchar) as breakdown_label,
        cast(null as varchar) as sex_label,
        column_name,
        printed
    from residence_2014_2019

),

labels as (

    select * from {{ ref('publisher_cohort_labels') }}

)

select
    cells.reader,
    cells.publisher_series_id,
    cells.file_id,
    cells.row_number,
    cells.area_printed,
    cells.period_label,
    labels.cohort_code,
    cells.column_name,
    cells.printed
from cells
left join labels
    on
        cells.reader = labels.reader
        and cells.topic_label is not distinct from labels.topic_label
        and cells.breakdown_label is not distinct from labels.breakdown_label
        and cells.sex_label is not distinct from labels.sex_label
