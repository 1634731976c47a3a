{{ config(alias='gld_goals') }}
-- Our own counts, controlled.
{{ controlled_cohort_table(ref('gld_goals')) }}
