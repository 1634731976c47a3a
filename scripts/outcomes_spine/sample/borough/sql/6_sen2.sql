-- The SEN2 return of January 2025: EHC plans kept by the borough for its residents of 0 to 25,
-- and what was asked for and assessed in 2024. It mostly agrees with the census and not always.

create table sen2_case as
with

residents as (

    select
        c.id,
        c.reception_year,
        c.seq,
        c.dob,
        c.sex,
        c.forename,
        c.surname,
        c.ethnicity,
        c.household,
        c.pcds,
        c.has_unknown_postcode,
        p.upn,
        c.role,
        r.sen_provision,
        r.establishment,
        r.id is not null as is_on_roll,
        draw(c.id, 'sen2') as luck
    from child as c
    left join pupil as p using (id)
    left join roll as r on c.id = r.id and r.census_year = 2025 and r.enrolment = 1
    where not c.is_out_of_borough -- the plan of a child from elsewhere is kept elsewhere

),

kinds as (

    select
        *,
        case
            -- on the roll: E in the census, and a plan; some have one and not the other
            when is_on_roll and sen_provision = 'E' then if(luck < 0.98, 'plan', null)
            when is_on_roll and sen_provision = 'K' then case
                when luck < 0.010 then 'plan'
                when luck < 0.013 then 'plan after census day'
                when luck < 0.016 then 'plan ceased'
                when luck < 0.021 then 'request refused'
                when luck < 0.023 then 'request withdrawn'
                when luck < 0.030 then 'request awaiting'
                when luck < 0.034 then 'assessment without plan'
                when luck < 0.042 then 'assessment awaiting'
            end
            when is_on_roll then case
                when luck < 0.0003 then 'plan'
                when luck < 0.0005 then 'plan ceased'
                when luck < 0.0010 then 'request refused'
                when luck < 0.0013 then 'request awaiting'
            end
            -- at no school here: elsewhere, too young, or past year 11
            when reception_year >= 2028 then null
            when reception_year >= 2026 then case
                when luck < 0.006 then 'plan'
                when luck < 0.009 then 'request awaiting'
                when luck < 0.010 then 'assessment awaiting'
            end
            when reception_year >= 2014 then if(luck < 0.05, 'plan', null)
            when reception_year >= 2011 then case
                when luck < 0.045 then 'plan'
                when luck < 0.055 then 'plan ceased'
            end
            when luck < 0.65 then 'plan'
            when luck < 0.80 then 'plan ceased'
        end as kind
    from residents

),

dated as (

    select
        *,
        case kind
            when 'plan after census day'
                then date '2025-01-17' + floor(40 * draw(id, 'plan start'))::int
            when 'plan' then greatest(
                dob + 760,
                date '2025-01-10' - floor(
                    least(2600, date '2025-01-10' - dob - 760) * draw(id, 'plan start')
                )::int
            )
            when 'plan ceased'
                then date '2022-12-31' - floor(1500 * draw(id, 'plan start'))::int
        end as plan_start,
        if(
            kind = 'plan ceased',
            date '2024-01-02' + floor(360 * draw(id, 'plan end'))::int,
            null
        ) as plan_end
    from kinds
    where kind is not null

)

select
    *,
    surrogate(id, 'sen2 person') as person_id,
    surrogate(id, 'sen2 request') as request_id,
    surrogate(id, 'sen2 assessment') as assessment_id,
    surrogate(id, 'sen2 named plan') as named_plan_id,
    surrogate(id, 'sen2 active plan') as active_plan_id,
    -- a plan of before 2024 hangs on a request that is only history
    plan_start < date '2024-01-01' as is_history,
    case
        when plan_start is not null then plan_start
            - if(draw(id, 'weeks') < 0.55, 100 + floor(40 * draw(id, 'days'))::int,
                150 + floor(120 * draw(id, 'days'))::int)
        when kind in ('request awaiting', 'assessment awaiting')
            then date '2024-12-20' - floor(60 * draw(id, 'days'))::int
        else date '2024-01-08' + floor(240 * draw(id, 'days'))::int
    end as received_on,
    case
        when reception_year > 2025 then ''
        when upn is null then
            upn_of(9000 + seq // 1000, (reception_year - 1) % 100, seq % 1000)
        when draw(id, 'sen2 upn') < 0.01 then ''
        else upn
    end as upn_known
from dated;

create view sen2_sen2 as
select
    surrogate(0, 'sen2') as sen2tableid,
    '999' as "NativeId",
    1 as sen2orderseqcolumn,
    's1' as sourceid,
    'SEN2' as collection,
    '2025' as year,
    '2025-Jan-16 00:00:00' as referencedate,
    'L' as sourcelevel,
    'Invented borough' as softwarecode,
    '1' as release,
    '001' as serialno,
    '2025-Jan-16 00:00:00' as datetime,
    '999' as lea,
    '' as dmo,
    '' as dco;

create view sen2_person as
select
    id as _id,
    person_id as persontableid,
    '999' as "NativeId",
    row_number() over (order by id) as personorderseqcolumn,
    's1' as sourceid,
    surrogate(0, 'sen2') as sen2tableid,
    surname,
    forename,
    collect_date(dob) as personbirthdate,
    sex,
    ethnicity,
    if(has_unknown_postcode, unknown_postcode(id), untidy_postcode(pcds, household, 'sen2'))
        as postcode,
    upn_known as upn,
    '' as uniquelearnernumber,
    case when upn_known <> '' then '' when reception_year > 2025 then 'UN1' else 'UN3' end
        as upnunknown
from sen2_case;

create view sen2_requests as
select
    id as _id,
    request_id as requeststableid,
    '999' as "NativeId",
    1 as requestsorderseqcolumn,
    's1' as sourceid,
    person_id as persontableid,
    collect_date(received_on) as receiveddate,
    if(draw(id, 'rya') < 0.01, '1', '0') as rya,
    if(
        is_history or kind = 'request awaiting', '',
        collect_date(received_on + 25 + floor(20 * draw(id, 'decided'))::int)
    ) as requestoutcomedate,
    case
        when is_history then 'H'
        when kind = 'request refused' then 'N'
        when kind = 'request withdrawn' then 'W'
        when kind = 'request awaiting' then 'A'
        else 'Y'
    end as requestoutcome,
    if(kind = 'request refused' and draw(id, 'mediation') < 0.3, '1', '0') as requestmediation,
    if(kind = 'request refused' and draw(id, 'mediation') < 0.1, '1', '0') as requesttribunal,
    '' as exported
from sen2_case;

create view sen2_assessment as
select
    id as _id,
    assessment_id as assessmenttableid,
    '999' as "NativeId",
    1 as assessmentorderseqcolumn,
    's1' as sourceid,
    request_id as requeststableid,
    case
        when is_history then 'H'
        when kind = 'assessment without plan' then 'N'
        when kind = 'assessment awaiting' then 'A'
        else 'Y'
    end as assessmentoutcome,
    case
        when is_history or kind = 'assessment awaiting' then ''
        when kind = 'assessment without plan' then collect_date(received_on + 110)
        else collect_date(plan_start - 5)
    end as assessmentoutcomedate,
    '0' as assessmentmediation,
    if(kind = 'assessment without plan' and draw(id, 'mediation') < 0.2, '1', '0')
        as assessmenttribunal,
    '0' as othermediation,
    '0' as othertribunal,
    if(draw(id, 'exception') < 0.05, '1', '0') as week20
from sen2_case
-- a plan that ceased in the year hangs on an assessment, however old
where (not coalesce(is_history, false) or plan_end is not null)
    and kind not in ('request refused', 'request withdrawn', 'request awaiting');

-- Plans begun in the year, and those that ceased in it.
create view sen2_namedplan as
select
    id as _id,
    named_plan_id as namedplantableid,
    '999' as "NativeId",
    1 as namedplanorderseqcolumn,
    's1' as sourceid,
    assessment_id as assessmenttableid,
    collect_date(plan_start) as startdate,
    '0' as planres,
    '0' as planwbp,
    if(draw(id, 'personal budget') < 0.04, '1', '0') as pb,
    '0' as oa,
    '0' as dp,
    coalesce(collect_date(plan_end), '') as ceasedate,
    case
        when plan_end is null then ''
        when reception_year < 2011 then '1'
        else pick(['2', '2', '3', '4', '6', '9'], id, 'why ceased')
    end as ceasereason
from sen2_case
where plan_start is not null and (not is_history or plan_end is not null);

create macro sen2_setting(id, rank) as
    pick(['OLA', 'OPA', 'EHE', 'OTH'], id * 10 + rank, 'setting');

create macro sen2_urn(establishment, rank) as
    if(establishment is null or rank = 2, '', (990000 + establishment)::varchar);

create view sen2_plandetail as
select
    _id,
    rank as _rank,
    surrogate(_id * 10 + rank, 'sen2 plan detail') as plandetailtableid,
    '999' as "NativeId",
    rank as plandetailorderseqcolumn,
    's1' as sourceid,
    namedplantableid,
    sen2_urn(establishment, rank) as urn,
    '' as ukprn,
    if(sen2_urn(establishment, rank) = '', sen2_setting(_id, rank), '') as sensetting,
    '' as sensettingother,
    rank as placementrank,
    '0' as senunitindicator,
    '0' as resourcedprovisionindicator
from (
    select
        n._id,
        n.namedplantableid,
        c.establishment,
        unnest(if(draw(n._id, 'second placement') < 0.05, [1, 2], [1])) as rank
    from sen2_namedplan as n
    inner join sen2_case as c on n._id = c.id
);

create view sen2_activeplans as
select
    id as _id,
    active_plan_id as activeplanstableid,
    '999' as "NativeId",
    1 as activeplansorderseqcolumn,
    's1' as sourceid,
    request_id as requeststableid,
    '' as transferla,
    if(
        plan_start > date '2024-01-16', '',
        collect_date(date '2024-02-01' + floor(300 * draw(id, 'review'))::int)
    ) as reviewmeeting,
    if(plan_start > date '2024-01-16', '', pick(['M', 'M', 'M', 'A', 'C'], id, 'review outcome'))
        as reviewoutcome,
    if(
        plan_start > date '2024-01-16', '',
        collect_date(date '2024-02-29' + floor(300 * draw(id, 'review'))::int)
    ) as lastreview
from sen2_case
where kind = 'plan';

create view sen2_placementdetail as
select
    id as _id,
    rank as _rank,
    surrogate(id * 10 + rank, 'sen2 placement') as placementdetailtableid,
    '999' as "NativeId",
    rank as placementdetailorderseqcolumn,
    's1' as sourceid,
    active_plan_id as activeplanstableid,
    '0' as res,
    '0' as wbp,
    sen2_urn(establishment, rank) as urn,
    '' as ukprn,
    if(sen2_urn(establishment, rank) = '', sen2_setting(id, rank), '') as sensetting,
    '' as sensettingother,
    rank as placementrank,
    collect_date(greatest(plan_start, date '2023-09-01')) as entrydate,
    '' as leavingdate,
    '0' as senunitindicator,
    '0' as resourcedprovisionindicator
from (
    select
        *,
        unnest(if(draw(id, 'second placement') < 0.05, [1, 2], [1])) as rank
    from sen2_case
    where kind = 'plan'
);

create view sen2_senneed as
select
    id as _id,
    need_n as _rank,
    surrogate(id * 10 + need_n, 'sen2 need') as senneedtableid,
    '999' as "NativeId",
    need_n as senneedorderseqcolumn,
    's1' as sourceid,
    active_plan_id as activeplanstableid,
    sen_type(id, need_n) as sentype,
    need_n as sentyperank
from (
    select
        *,
        unnest(if(draw(id, 'second need') < 0.35, [1, 2], [1])) as need_n
    from sen2_case
    where kind = 'plan'
)
where need_n = 1 or sen_type(id, 2) <> sen_type(id, 1);
