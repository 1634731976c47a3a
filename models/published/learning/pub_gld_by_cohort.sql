{{ config(alias='gld_by_cohort') }}
-- Our own counts, controlled.
{{ controlled_cohort_table(ref('gld_by_cohort')) }}
