-- The seventeen goals, the areas of learning and the children one goal short of a good level, by
-- one characteristic. Exact counts of our own, not yet controlled.
{{ cohort_table(ref('int_child_outcome__by_cohort'), ['goal', 'area of learning', 'short']) }}
where characteristic_count < 2
