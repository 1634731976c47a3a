-- The children: who they are, where they live and where they go to school.

create table cohort as -- by the academic year (its end) in which they are in reception
select
    y as reception_year,
    case
        when y >= 2014 then children // 17 + (y - 2014 < children % 17)::int
        when y >= 2011 then children // 17 -- in the census of an earlier year
        else children // 17 // 25 -- young people of 17 to 25: those near the SEN service
    end as children,
    case
        when y < 2011 then 0
        else round(
            children / 45000.0 * case y
                when 2022 then 2205
                when 2023 then 2235
                when 2024 then 2110
                when 2025 then 2140
                else 2110 + 100 * draw(y, 'cohort')
            end
        )::bigint
    end as in_reception
from size cross join unnest(range(2005, 2031)) as years (y);

-- Census codes with about the shares of an outer London borough; how likely another first
-- language is, and what goes with the profile beside all else (both in logits).
create table ethnicity as
select
    *,
    sum(share) over (order by place) - share as from_draw
from (values
    (1, 'WBRI', 0.280, -4.0, 0.10, ['CYM']),
    (2, 'WIRI', 0.010, -3.0, 0.10, ['GLE']),
    (3, 'WOTH', 0.190, 1.2, 0.05, ['POL', 'ITA', 'SPA', 'POR', 'RUS', 'ALB']),
    (4, 'MWBC', 0.030, -3.0, -0.05, ['FRN']),
    (5, 'MWBA', 0.025, -1.5, 0.00, ['FRN', 'YOR']),
    (6, 'MWAS', 0.045, -1.2, 0.20, ['URD', 'TAM', 'CHI']),
    (7, 'MOTH', 0.055, -0.6, 0.10, ['SPA', 'ARA', 'JPN']),
    (8, 'AIND', 0.040, 0.8, 0.25, ['GUJ', 'HIN', 'PNJ', 'TAM']),
    (9, 'APKN', 0.050, 1.0, 0.00, ['URD', 'PNJ']),
    (10, 'ABAN', 0.020, 1.2, 0.00, ['BNG']),
    (11, 'AOTH', 0.080, 1.5, 0.05, ['TAM', 'URD', 'TGL', 'KOR']),
    (12, 'CHNE', 0.015, 1.2, 0.30, ['CHI']),
    (13, 'BCRB', 0.020, -3.0, -0.20, ['FRN']),
    (14, 'BAFR', 0.055, 0.4, -0.15, ['SOM', 'YOR', 'AKA', 'FRN']),
    (15, 'BOTH', 0.015, -0.4, -0.25, ['SOM', 'FRN']),
    (16, 'OOTH', 0.030, 1.4, -0.20, ['ARA', 'PRS', 'TUR']),
    (17, 'REFU', 0.010, 0.0, 0.00, ['ARA', 'POL']),
    (18, 'NOBT', 0.030, 0.2, -0.30, ['ARA', 'POL', 'TAM'])
) as codes (place, code, share, other_language, profile_effect, languages);

create macro given_name(sex, whose, purpose) as
    if(
        sex = 'F',
        pick(getvariable('girls'), whose, purpose),
        pick(getvariable('boys'), whose, purpose)
    );

create table child as
with

numbered as (

    select
        reception_year,
        in_reception,
        unnest(range(1, children + 1)) as seq,
        reception_year * 100000000 + seq as id
    from cohort

),

roles as (

    select
        *,
        case
            when seq <= in_reception then 'profile'
            when seq <= in_reception + round(0.015 * in_reception) then 'left before'
            when reception_year >= 2011 and reception_year <= 2025 then 'elsewhere'
            else 'not at school here'
        end as role,
        -- twins share what hangs on their birth: the second takes the draws of the first
        if(seq % 2 = 0 and draw(id - 1, 'twins') < 0.015, id - 1, id) as birth
    from numbered

),

born as (

    select
        *,
        case
            when draw(birth, 'term') < 0.355 then 9 + floor(draw(birth, 'month') * 4)
            when draw(birth, 'term') < 0.590 then 1 + floor(draw(birth, 'month') * 3)
            else 4 + floor(draw(birth, 'month') * 5)
        end::int as month_of_birth,
        if(draw(id, 'sex') < 0.4965, 'F', 'M') as sex,
        role in ('profile', 'left before', 'elsewhere')
        and draw(birth, 'out of borough') < 0.06 as is_out_of_borough
    from roles

),

homes as (

    select
        born.*,
        make_date(reception_year - if(month_of_birth >= 9, 6, 5), month_of_birth, 1)
        + floor(
            draw(birth, 'day')
            * day(last_day(make_date(
                reception_year - if(month_of_birth >= 9, 6, 5), month_of_birth, 1
            )))
        )::int as dob,
        -- brothers and sisters: a household holds about two children
        if(
            is_out_of_borough,
            -1 - floor(draw(birth, 'household') * size.children * 0.03),
            floor(draw(birth, 'household') * size.children * 0.55)
        )::bigint as household,
        size.lsoas * postcodes_per_lsoa as borough_postcodes,
        size.neighbour_lsoas * postcodes_per_lsoa as neighbour_postcodes,
        primaries,
        secondaries,
        lsoas,
        draw(id, 'ethnicity') as ethnicity_draw
    from born cross join size

),

housed as (

    select
        *,
        floor(
            draw(household, 'home')
            * if(is_out_of_borough, neighbour_postcodes, borough_postcodes)
        )::bigint as pc_n
    from homes

)

select
    h.id,
    h.seq,
    h.reception_year,
    h.role,
    h.birth,
    h.household,
    h.sex,
    h.dob,
    (h.month_of_birth + 3) % 12 as months_after_september,
    case
        when h.month_of_birth >= 9 then 'autumn' when h.month_of_birth <= 3 then 'spring'
        else 'summer'
    end as term,
    h.is_out_of_borough,
    p.pcds,
    p.n as lsoa_n,
    p.lsoa_code,
    d.score as idaci,
    e.code as ethnicity,
    e.other_language,
    e.profile_effect,
    pick(e.languages, h.household, 'language') as other_language_code,
    given_name(h.sex, h.id, 'forename') as forename,
    pick(getvariable('surname_starts'), h.household, 'surname start')
    || pick(getvariable('surname_ends'), h.household, 'surname end')
    || if(
        draw(h.household, 'two names') < 0.04,
        '-' || pick(getvariable('surname_starts'), h.household, 'second start')
        || pick(getvariable('surname_ends'), h.household, 'second end'),
        ''
    ) as surname,
    given_name(h.sex, h.id, 'middle name') as middle_name,
    -- the school is near home, or one or two further on
    1 + ((p.n - 1) * h.primaries // h.lsoas + floor(3 * draw(h.household, 'primary'))::bigint)
    % h.primaries as primary_n,
    1 + ((p.n - 1) * h.secondaries // h.lsoas + floor(3 * draw(h.id, 'secondary'))::bigint)
    % h.secondaries as secondary_n,
    h.role = 'profile' and draw(h.id, 'other setting') < 0.008 as is_in_private_setting,
    h.role = 'profile' and draw(h.id, 'arrived late') < 0.015 as arrived_after_census,
    h.role = 'profile' and draw(h.id, 'no upn') < 0.012 as upn_left_out,
    h.role = 'profile' and draw(h.id, 'not assessed') < 0.010 as has_goal_not_assessed,
    draw(h.id, 'lost postcode') < 0.005 as has_unknown_postcode
from housed as h
inner join postcode as p
    on h.pc_n = p.pc_n and h.is_out_of_borough = not p.is_in_borough
inner join deprivation as d on p.n = d.n and d.edition = '2025' and d.index_name = 'idaci'
asof join ethnicity as e on h.ethnicity_draw >= e.from_draw;

-- A UPN is given once, by the first school: check letter, 999, establishment, year, serial number.
-- No local authority is 999, so that none of these was ever given to a child.
create macro upn_of(establishment, year_given, serial) as
    'ABCDEFGHJKLMNPQRTUVWXYZ'[1 + (
        9 * (2 + 3 + 4)
        + establishment // 1000 * 5 + establishment // 100 % 10 * 6
        + establishment // 10 % 10 * 7 + establishment % 10 * 8
        + year_given // 10 * 9 + year_given % 10 * 10
        + serial // 100 * 11 + serial // 10 % 10 * 12 + serial % 10 * 13
    ) % 23]
    || printf('999%04d%02d%03d', establishment, year_given, serial);

-- From year 9 on a pupil has a ULN: ten digits. Its last digit here is never the check digit
-- (weights 10 to 2, modulo 11, taken from 10), so that it is nobody's.
create macro uln_of(number) as
    printf('99%07d', number)
    || (
        (10 - (
            9 * 10 + 9 * 9
            + number // 1000000 * 8 + number // 100000 % 10 * 7 + number // 10000 % 10 * 6
            + number // 1000 % 10 * 5 + number // 100 % 10 * 4 + number // 10 % 10 * 3
            + number % 10 * 2
        ) % 11) + 1
    ) % 10;

create table pupil as -- every child that is ever on the roll of a school here, or in a setting
with

numbered as (

    select
        *,
        row_number() over (partition by reception_year, primary_n order by id) as serial,
        case
            when role = 'elsewhere'
                then reception_year + 1 + floor(draw(id, 'joins') * 11)::int
            when arrived_after_census or is_in_private_setting then reception_year + 1
            else reception_year
        end as first_census,
        case
            when role = 'left before' then reception_year
            when role = 'profile' and draw(id, 'leaves') < 0.15
                then reception_year + 1 + floor(draw(id, 'leaves when') * 10)::int
            else reception_year + 11
        end as last_census
    from child
    where role in ('profile', 'left before')
        or (role = 'elsewhere' and draw(id, 'ever joins') < 0.7)

),

matched as (

    select
        *,
        first_census = reception_year and not upn_left_out as has_known_characteristics
    from numbered

),

places as ( -- 0 is the first to be eligible, to have a plan, to speak another language

    select
        *,
        (row_number() over (
            partition by reception_year, has_known_characteristics
            order by
                -1.1 * ln((idaci + 0.02) / (1 - idaci))
                - 0.8 * noise(household, 'household income') - 0.3 * noise(id, 'fsm'),
                id
        ) - 0.5) / count(*) over (partition by reception_year, has_known_characteristics)
            as fsm_place,
        (row_number() over (
            partition by reception_year, has_known_characteristics
            order by
                if(sex = 'M', -0.7, 0) - 0.04 * months_after_september - 0.9 * idaci
                - noise(id, 'sen'),
                id
        ) - 0.5) / count(*) over (partition by reception_year, has_known_characteristics)
            as sen_place,
        (row_number() over (
            partition by reception_year, has_known_characteristics
            order by -other_language - 0.4 * noise(household, 'first language'), id
        ) - 0.5) / count(*) over (partition by reception_year, has_known_characteristics)
            as language_place
    from matched

)

select
    *,
    upn_of(primary_n, (reception_year - 1) % 100, serial) as upn,
    if( -- a school has less than 500 new pupils a year, so that the second half is free
        draw(id, 'former upn') < 0.005,
        upn_of(primary_n, (reception_year - 1) % 100, 500 + serial),
        ''
    ) as former_upn
from places;

create table calibration as
select
    academic_year::int as academic_year,
    characteristic,
    value,
    children_share::double as children_share,
    gld_percent::double as gld_percent
from read_csv(getvariable('package') || '/calibration.csv', all_varchar = true);

-- Which part of a year group is eligible for free meals, has a plan, has support. Eligibility
-- and plans grow with age here and end with school, so that nobody moves in and out each year.
create table threshold as
select
    y as census_year,
    grade,
    case when grade = 0 then c.fsm when grade <= 6 then 0.235 else 0.285 end as fsm,
    case when grade = 0 then c.ehcp when grade <= 6 then 0.043 else 0.045 end as ehcp,
    case when grade = 0 then c.sen when grade <= 6 then 0.180 else 0.200 end as sen,
    c.language
from unnest(range(2011, 2026)) as years (y)
cross join unnest(range(12)) as grades (grade)
inner join (
    select
        academic_year,
        max(children_share) filter (value = 'eligible')
        / sum(children_share) filter (characteristic = 'fsm') as fsm,
        max(children_share) filter (value = 'ehcp')
        / sum(children_share) filter (characteristic = 'sen') as ehcp,
        sum(children_share) filter (value in ('ehcp', 'support'))
        / sum(children_share) filter (characteristic = 'sen') as sen,
        max(children_share) filter (value = 'other')
        / sum(children_share) filter (characteristic = 'language') as language
    from calibration
    group by academic_year
) as c on c.academic_year = greatest(2022, y - grade);
