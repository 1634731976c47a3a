-- One rule for all series: a compilation rounds, and is corrected later than its source.
select
    series_code,
    reader,
    preference
from {{ ref('indicator_series') }}
where
    preference not in (1, 2)
    and reader not in ('derived', 'lait', 'lginform', 'ons_explore', 'local_values')
    or (reader = 'derived' and preference > 3)
    or (reader = 'lait' and preference <> 3)
    or (reader = 'lginform' and preference <> 4)
    or (reader = 'ons_explore' and preference <> 5)
    or (reader = 'local_values' and preference <> 9)
