-- A good level of development, computed from the goals that count towards it and never read from a
-- flag; the flag that came with the row stands beside it. A is not assessed: not at the expected
-- level, and a state of its own.
with

counted as (

    select
        child_key,
        period_code,
        area_code,
        is_invented,
        count(*) as goals,
        count(case when is_recorded then 1 end) as goals_recorded,
        count(case when is_expected then 1 end) as goals_expected,
        count(case when counts_towards_gld then 1 end) as counting_goals,
        count(case when counts_towards_gld and is_recorded then 1 end) as counting_goals_recorded,
        count(case when counts_towards_gld and is_expected then 1 end) as counting_goals_expected
    from {{ ref('fct_eyfsp_goal_result') }}
    group by child_key, period_code, area_code, is_invented

),

flags as (

    select
        child_key,
        period_code,
        gld_flag,
        file_id
    from {{ ref('int_eyfsp__records') }}
    where record_number = 1 and not has_later_profile

)

select
    counted.child_key,
    counted.period_code,
    counted.area_code,
    counted.goals_recorded = counted.goals as is_all_17_recorded,
    counted.goals_recorded,
    counted.goals_expected,
    counted.counting_goals_expected,
    counted.counting_goals_expected = counted.counting_goals as has_gld,
    counted.goals_expected = counted.goals as has_all_goals,
    counted.counting_goals_expected = counted.counting_goals - 1
    and counted.counting_goals_recorded = counted.counting_goals as is_one_goal_short,
    flags.gld_flag,
    case
        when flags.gld_flag in ('0', '1')
            then (flags.gld_flag = '1') = (counted.counting_goals_expected = counted.counting_goals)
    end as is_flag_right,
    flags.file_id,
    counted.is_invented
from counted
inner join flags
    on counted.child_key = flags.child_key and counted.period_code = flags.period_code
