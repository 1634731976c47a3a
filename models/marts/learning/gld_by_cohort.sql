-- A good level of development by cohort, one characteristic and two, in one year and three
-- together. Exact counts of our own, not yet controlled: what leaves is published.gld_by_cohort.
{{ cohort_table(ref('int_child_outcome__by_cohort'), ['good level', 'all goals']) }}
