-- Who reaches a good level of development, each goal's result, and the files as they are sent.

-- Whole children out of the cells' expectations: the sum over cells is rounded, not each cell, so
-- that what is lost in one is given to the next. Each SEN group begins anew: the plans are few.
create table reached as
with

running as (

    select
        *,
        sum(assessed * chance(log_odds)) over (
            partition by academic_year, sen
            order by fsm, language, sex, term
            rows between unbounded preceding and current row
        ) as expected_so_far
    from cell

),

counted as (

    select
        *,
        round(expected_so_far) - round(coalesce(lag(expected_so_far) over (
            partition by academic_year, sen
            order by fsm, language, sex, term
        ), 0)) as with_gld
    from running

)

select
    p.id,
    p.academic_year,
    p.sen,
    not p.has_goal_not_assessed
    and row_number() over (
        partition by p.academic_year, p.fsm, p.sen, p.language, p.sex, p.term
        order by p.has_goal_not_assessed, p.standing desc, p.id
    ) <= c.with_gld as has_gld
from profile as p
inner join counted as c using (academic_year, fsm, sen, language, sex, term);

-- Every child with a row in some file of a year: also those that the first return of 2024/25 had
-- and the corrected one has not, who had left.
create table assessed as
with

all_children as (

    select id, academic_year, sen, has_gld, false as is_withdrawn
    from reached
    union all
    select id, reception_year, 'none', draw(id, 'level') < 0.6, true
    from pupil
    where role = 'left before' and reception_year = 2025 and draw(id, 'sent in error') < 0.4

)

select
    *,
    case sen
        when 'ehcp' then 0.2 * draw(id, 'ability')
        when 'support' then 0.7 * draw(id, 'ability')
        else 0.15 + 0.85 * draw(id, 'ability')
    end as ability
from all_children;

-- Of those who do not reach GLD, writing and number are met least and gross motor skills most.
create macro meets(goal, id, has_gld, ability, hardness) as
    case
        when has_gld then goal <= 12 or draw(id, 'goal' || goal) >= 0.004
        else 0.55 * ability + 0.45 * draw(id, 'goal' || goal) > hardness
    end;

create table goal_result as
with

met as (

    select
        id,
        academic_year,
        is_withdrawn,
        has_gld,
        [
            meets(1, id, has_gld, ability, 0.535), meets(2, id, has_gld, ability, 0.500),
            meets(3, id, has_gld, ability, 0.510), meets(4, id, has_gld, ability, 0.450),
            meets(5, id, has_gld, ability, 0.435), meets(6, id, has_gld, ability, 0.380),
            meets(7, id, has_gld, ability, 0.475), meets(8, id, has_gld, ability, 0.550),
            meets(9, id, has_gld, ability, 0.640), meets(10, id, has_gld, ability, 0.740),
            meets(11, id, has_gld, ability, 0.595), meets(12, id, has_gld, ability, 0.580),
            meets(13, id, has_gld, ability, 0.525), meets(14, id, has_gld, ability, 0.520),
            meets(15, id, has_gld, ability, 0.510), meets(16, id, has_gld, ability, 0.460),
            meets(17, id, has_gld, ability, 0.470)
        ] as met
    from assessed

),

coded as (

    select
        m.id,
        m.academic_year,
        m.is_withdrawn,
        p.has_goal_not_assessed,
        draw(m.id, 'corrected') < 0.012 as is_corrected,
        list_transform(
            range(1, 18),
            lambda g: case
                -- most are exempt or away from all goals, some from a few, writing among them
                when p.has_goal_not_assessed
                    and (
                        draw(m.id, 'exempt') < 0.6 or g = 10
                        or draw(m.id, 'absent' || g) < 0.2
                    )
                    then 'A'
                -- who meets all twelve but is not to have GLD is one goal short: writing
                when g = 10 and not m.has_gld then
                    if(met[10] and not list_bool_and(met[1:12]), '2', '1')
                when met[g] then '2'
                else '1'
            end
        ) as results
    from met as m
    inner join pupil as p using (id)

)

select
    * exclude (results),
    results as final_results,
    -- what the school had sent first: in writing, the result that is most often moderated
    if(
        is_corrected and results[10] <> 'A',
        list_concat(results[1:9], [if(results[10] = '2', '1', '2')], results[11:17]),
        results
    ) as first_results
from coded;

create macro is_gld(results) as list_bool_and(list_transform(results[1:12], lambda r: r = '2'));

create table eyfsp_row as
with

editions as (

    select
        'eyfsp_' || academic_year || '.csv' as file,
        g.*,
        if(academic_year = 2025, first_results, final_results) as results
    from goal_result as g
    where (academic_year < 2025 or draw(id, 'sent late') >= 0.008)

    union all

    select
        'eyfsp_2025_corrected.csv' as file,
        g.*,
        final_results
    from goal_result as g
    where academic_year = 2025 and not is_withdrawn

),

copies as (

    select
        *,
        case
            when draw(id, 'second row') < 0.0025 then 'exact'
            when draw(id, 'second row') < 0.0050 then 'moved'
        end as second_row,
        unnest(if(draw(id, 'second row') < 0.0050, [1, 2], [1])) as copy
    from editions

),

described as (

    select
        c.file,
        c.copy,
        c.is_withdrawn,
        c.second_row,
        c.results,
        c.academic_year,
        is_gld(c.results) as has_gld,
        not p.has_goal_not_assessed and draw(c.id, 'flag') < 0.003 as has_wrong_flag,
        p.has_unknown_postcode and draw(c.id, 'no lsoa') < 0.5
        or draw(c.id, 'lsoa left out') < 0.0075 as has_blank_lsoa,
        p.is_in_private_setting or p.upn_left_out as has_no_upn,
        1 + (p.primary_n - 1 + if(c.second_row = 'moved', c.copy - 1, 0)) % s.primaries
            as establishment,
        p.* exclude (serial)
    from copies as c
    inner join pupil as p using (id)
    cross join size as s

)

select
    *,
    row_number() over (
        partition by file order by establishment, surname, forename, id, copy
    ) as row_number
from described;

create view eyfsp_return as
select
    file as _file,
    row_number as _row,
    (academic_year - 1) || '/' || academic_year as "FSP_ACADYR",
    if(has_no_upn, '', upn) as "FSP_UPN",
    surname as "FSP_SURNAME",
    forename as "FSP_FORENAME",
    -- the schools' system of one year wrote British dates
    if(academic_year = 2023, strftime(dob, '%d/%m/%Y'), strftime(dob, '%Y-%m-%d')) as "FSP_DOB",
    sex as "FSP_SEX",
    if(arrived_after_census, academic_year || '-02', (academic_year - 1) || '-09')
        as "FSP_MTH_ENTRY",
    '999' as "FSP_LA",
    'X09000001' as "FSP_LA_9Code",
    if(is_in_private_setting, '', printf('%04d', establishment)) as "FSP_ESTAB",
    if(is_in_private_setting, '', printf('999%04d', establishment)) as "FSP_LAESTAB",
    -- no school or setting has a URN that begins with 99: settings have 5, 6 or 7
    if(is_in_private_setting, 999001 + establishment % 40, 990000 + establishment)::varchar
        as "FSP_URN",
    if(is_in_private_setting, '', if(establishment % 4 = 0, '51', '21')) as "FSP_NFTYPE",
    if(
        has_unknown_postcode, unknown_postcode(id), untidy_postcode(pcds, household, 'profile')
    ) as "FSP_POSTCODE",
    if(has_blank_lsoa, '', lsoa_code) as "FSP_LLSOA21",
    results[1] as "FSP_COM_E01",
    results[2] as "FSP_COM_E02",
    results[3] as "FSP_PSE_E03",
    results[4] as "FSP_PSE_E04",
    results[5] as "FSP_PSE_E05",
    results[6] as "FSP_PHY_E06",
    results[7] as "FSP_PHY_E07",
    results[8] as "FSP_LIT_E08",
    results[9] as "FSP_LIT_E09",
    results[10] as "FSP_LIT_E10",
    results[11] as "FSP_MAT_E11",
    results[12] as "FSP_MAT_E12",
    results[13] as "FSP_UTW_E13",
    results[14] as "FSP_UTW_E14",
    results[15] as "FSP_UTW_E15",
    results[16] as "FSP_EXP_E16",
    results[17] as "FSP_EXP_E17",
    '4' as "FSP_AGE", -- at the start of the year
    (has_gld <> has_wrong_flag)::int as "FSP_GLD",
    '2021' as "FSP_VERSION" -- of the framework: reformed in September 2021
from eyfsp_row;
