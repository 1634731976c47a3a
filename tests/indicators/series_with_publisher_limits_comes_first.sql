-- Its counts are rounded and its limits are not: limits worked out from the counts would be wrong.
select
    fingertips.indicator_code,
    fingertips.preference as fingertips_preference,
    second_choice.reader,
    second_choice.preference
from {{ ref('indicator_series') }} as fingertips
inner join {{ ref('indicator_series') }} as second_choice
    on fingertips.indicator_code = second_choice.indicator_code
where
    fingertips.reader = 'fingertips'
    and second_choice.reader <> 'fingertips'
    and fingertips.preference >= second_choice.preference
