{{ config(alias='source_disagreement') }}
-- Released as it is: every figure here is a publisher's or is worked out from publishers' figures.
select
    indicator_code,
    other_indicator_code,
    area_code,
    period_code,
    cohort_code,
    preferred_series_code,
    other_series_code,
    preferred_source_code,
    other_source_code,
    preferred_reader,
    other_reader,
    preferred_basis,
    other_basis,
    preferred_value,
    other_value,
    difference,
    coarser_decimals,
    relation,
    kind
from {{ ref('source_disagreement') }}
