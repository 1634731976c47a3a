-- The spring school census of four years: who is on the roll, and what the school says of them.

create macro untidy_postcode(pcds, id, purpose) as -- as people write postcodes
    case
        when draw(id, purpose || ' spelling') < 0.02 then lower(pcds)
        when draw(id, purpose || ' spelling') < 0.05 then replace(pcds, ' ', '')
        when draw(id, purpose || ' spelling') < 0.06 then replace(pcds, ' ', '  ')
        else pcds
    end;

create macro unknown_postcode(id) as -- district 99 is in no lookup
    'XA99 ' || (id % 10)
    || 'ABDEFGHJLNPQRSTUWXYZ'[1 + id // 10 % 20] || 'ABDEFGHJLNPQRSTUWXYZ'[1 + id // 200 % 20];

create table census_day as
select
    unnest([2022, 2023, 2024, 2025]) as census_year,
    unnest([
        date '2022-01-20', date '2023-01-19', date '2024-01-18', date '2025-01-16'
    ]) as census_date;

create table roll as -- a row for each pupil on each school's roll on each census day
with

enrolled as (

    select
        census_day.census_year,
        census_day.census_date,
        pupil.*,
        census_day.census_year - reception_year as grade,
        draw(id, 'dual registration' || census_day.census_year) < 0.006 as is_dual,
        unnest(if(
            draw(id, 'dual registration' || census_day.census_year) < 0.006, [1, 2], [1]
        )) as enrolment
    from pupil
    inner join census_day
        on census_day.census_year between first_census and last_census

),

described as (

    select
        e.*,
        if(
            e.grade <= 6,
            1 + (primary_n - 1 + (enrolment - 1)) % size.primaries,
            6000 + 1 + (secondary_n - 1 + (enrolment - 1)) % size.secondaries
        ) as establishment,
        fsm_place < t.fsm as is_fsm,
        case
            when sen_place < t.ehcp then 'E' when sen_place < t.sen then 'K' else 'N'
        end as sen_provision,
        language_place < t.language as has_other_language,
        fsm_place < first_t.fsm as is_fsm_from_the_start
    from enrolled as e
    cross join size
    inner join threshold as t on e.census_year = t.census_year and e.grade = t.grade
    inner join threshold as first_t
        on e.reception_year = first_t.census_year and first_t.grade = 0

)

select
    *,
    printf('999%04d', establishment) as laestab,
    surrogate(id * 10 + enrolment, 'roll' || census_year) as roll_id,
    make_date(
        case
            when grade >= 7 then greatest(reception_year + 7, first_census)
            else first_census
        end - 1,
        9,
        1 + (id % 5)::int
    ) as entry_date
from described;

-- Rows as they are written. A column that starts with _ says which file a row is for and in
-- which order, and is not written.
create view pupil_on_roll as
select
    census_year as _year,
    laestab as _school,
    id as _id,
    enrolment as _enrolment,
    roll_id as pupilonrolltableid,
    laestab as "NativeId",
    row_number() over (
        partition by census_year, laestab order by surname, forename, id, enrolment
    ) as pupilonrollorderseqcolumn,
    surrogate(establishment, 'source' || census_year) as sourceid,
    surrogate(establishment, 'school census' || census_year) as schoolcensustableid,
    upn,
    former_upn as formerupn,
    surname,
    forename,
    if(grade >= 9, uln_of((reception_year - 2011) * 1500000 + seq), '') as uniquelearnernumber,
    if(draw(id, 'has middle name') < 0.6, middle_name, '') as middlenames,
    if(draw(id, 'has middle name') < 0.03, middle_name || ' ' || surname, '') as preferredsurname,
    '' as formersurname,
    collect_date(dob) as dob,
    collect_date(entry_date) as entrydate,
    if(grade <= 2 or is_fsm or draw(id, 'lunch') < 0.4, 'True', 'False') as schoollunchtaken,
    'False' as parttime,
    if(sen_provision = 'E' and draw(id, 'unit') < 0.08, 'True', 'False') as senunitindicator,
    if(sen_provision = 'E' and draw(id, 'unit') >= 0.92, 'True', 'False')
        as resourcedprovisionindicator,
    if(draw(id, 'address' || census_year) < 0.002, 'True', 'False') as missingaddress,
    '' as hoursatsetting,
    (126 + id % 7)::varchar as termlysessionspossible,
    '' as fundedhours,
    'False' as duplicatenotfunded,
    'False' as moveoffrollflag,
    if(draw(id, 'top up') < 0.5 and sen_provision = 'E', 'True', 'False') as topupfunding,
    '' as unitcontacttime,
    ethnicity,
    '' as yssa,
    case
        when has_other_language then other_language_code
        when draw(id, 'believed English') < 0.015 then 'ENB'
        else 'ENG'
    end as language,
    case when not is_dual then 'C' when enrolment = 1 then 'M' else 'S' end as enrolstatus,
    'O' as classtype,
    'N' as boarder,
    if(grade = 0, 'R', grade::varchar) as ncyearactual,
    sen_provision as senprovision,
    if(draw(household, 'service') < 0.004, 'Y', 'N') as servicechild,
    '' as eyppbf,
    case
        when draw(id, 'looked after before') < 0.004 then 'A'
        when draw(id, 'looked after before') < 0.006 then 'G'
        else 'N'
    end as plaa,
    'False' as dafindicator,
    '' as extendedhours,
    '' as eyppr,
    if(draw(id, 'young carer') < 0.006, 'S', 'N') as youngcarer,
    sex,
    '' as eligibilitycode
from roll;

create view fsm_period as
with

periods as (

    select
        *,
        1 as period_n,
        make_date(
            greatest(
                reception_year
                + case when is_fsm_from_the_start then 0 when fsm_place < 0.235 then 1 else 7 end,
                2019
            ) - 1,
            9,
            1
        ) + floor(120 * draw(id, 'fsm start'))::int as started_on,
        null::date as ended_on
    from roll
    where is_fsm

    union all by name

    -- a time on benefits that began and ended between two census days: not eligible on either
    select
        roll.*,
        1 as period_n,
        make_date(2021 + floor(4 * draw(id, 'fsm year'))::int, 2, 1)
        + floor(60 * draw(id, 'fsm start'))::int as started_on,
        started_on + (60 + floor(180 * draw(id, 'fsm end')))::int as ended_on
    from roll
    where not is_fsm and draw(id, 'fsm ended') < 0.03 and census_date > ended_on

)

select
    census_year as _year,
    laestab as _school,
    id as _id,
    enrolment as _enrolment,
    surrogate(id * 10 + enrolment, 'fsm period' || census_year) as fsmperiodtableid,
    laestab as "NativeId",
    period_n as fsmperiodorderseqcolumn,
    surrogate(establishment, 'source' || census_year) as sourceid,
    roll_id as pupilonrolltableid,
    collect_date(started_on) as fsmstartdate,
    coalesce(collect_date(ended_on), '') as fsmenddate,
    'ENG' as ukcountry
from periods;

create macro sen_type(id, need_n) as
    pick(
        [
            'SLCN', 'SLCN', 'SLCN', 'SLCN', 'ASD', 'ASD', 'ASD', 'SEMH', 'SEMH', 'SEMH',
            'SPLD', 'SPLD', 'MLD', 'MLD', 'SLD', 'PMLD', 'HI', 'VI', 'MSI', 'PD', 'OTH'
        ],
        id,
        'need ' || need_n
    );

create view sen_need as
select
    census_year as _year,
    laestab as _school,
    id as _id,
    enrolment as _enrolment,
    need_n as _need,
    surrogate(id * 100 + enrolment * 10 + need_n, 'sen need' || census_year) as senneedstableid,
    laestab as "NativeId",
    need_n as senneedsorderseqcolumn,
    surrogate(establishment, 'source' || census_year) as sourceid,
    roll_id as pupilonrolltableid,
    need_n as sentyperank,
    sen_type(id, need_n) as sentype
from (
    select
        *,
        unnest(if(draw(id, 'second need') < 0.35, [1, 2], [1])) as need_n
    from roll
    where sen_provision <> 'N'
)
where need_n = 1 or sen_type(id, 2) <> sen_type(id, 1);

create view address as
select
    census_year as _year,
    laestab as _school,
    id as _id,
    enrolment as _enrolment,
    surrogate(id * 10 + enrolment, 'address' || census_year) as addressestableid,
    laestab as "NativeId",
    1 as addressesorderseqcolumn,
    surrogate(establishment, 'source' || census_year) as sourceid,
    roll_id as pupilonrolltableid,
    if(draw(household, 'flat') < 0.3, 'Flat ' || (1 + abs(household) % 9), '') as saon,
    (1 + abs(household) % 140)::varchar as paon,
    pick(getvariable('surname_starts'), lsoa_n * 7 + abs(household) % 5, 'street')
    || [' Road', ' Lane', ' Close', ' Avenue', ' Way'][1 + abs(household) % 5] as street,
    '' as locality,
    if(is_out_of_borough, 'Quillham', 'Larkmere') as town,
    '' as administrativearea,
    if(is_out_of_borough, 'Quillham', 'Larkmere') as posttown,
    if(
        has_unknown_postcode, unknown_postcode(id),
        untidy_postcode(pcds, household, 'address')
    ) as postcode,
    '' as addressline1,
    '' as addressline2,
    '' as addressline3,
    '' as addressline4,
    '' as addressline5,
    '' as uniquepropertyreferencenumber
from roll
where draw(id, 'address' || census_year) >= 0.002;
