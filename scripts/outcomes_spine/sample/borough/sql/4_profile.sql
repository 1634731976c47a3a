-- The early years foundation stage profile of four cohorts: how many of each kind of child reach
-- a good level of development. What the fit of cells.sql asks for is reached child by child.

create table profile as
with

at_census as (

    select
        pupil.*,
        reception_year as academic_year,
        case
            when not has_known_characteristics then 'unknown'
            when fsm_place < t.fsm then 'eligible' else 'not_eligible'
        end as fsm,
        case
            when not has_known_characteristics then 'unknown'
            when sen_place < t.ehcp then 'ehcp'
            when sen_place < t.sen then 'support'
            else 'none'
        end as sen,
        case
            when not has_known_characteristics then 'unknown'
            when language_place < t.language then 'other' else 'english'
        end as language
    from pupil
    inner join threshold as t on reception_year = t.census_year and t.grade = 0
    where role = 'profile' and reception_year between 2022 and 2025

)

select
    id,
    academic_year,
    fsm,
    sen,
    language,
    if(sex = 'F', 'female', 'male') as sex,
    term,
    has_goal_not_assessed,
    -- within a cell: the older, the better off and some by chance
    noise(id, 'standing') - 0.09 * months_after_september - 1.8 * idaci + profile_effect
        as standing
from at_census;

create table cell as
select
    academic_year,
    fsm,
    sen,
    language,
    sex,
    term,
    count(*) as children,
    count(*) filter (not has_goal_not_assessed) as assessed,
    case sen when 'none' then 1.3 when 'support' then -1.3 when 'ehcp' then -3.3 else -0.4 end
    ::double as log_odds
from profile
group by all
order by all;

create macro chance(log_odds) as 1 / (1 + exp(-log_odds));
