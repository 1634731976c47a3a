-- The places of the invented borough and of its neighbour: LSOAs, wards, postcodes, deprivation.
-- Every code starts with X, which no statistical code and no postcode area of the UK does.

-- A number from 0 up to 1 that depends on nothing but the seed, what it is for and whose it is.
-- The outer hash matters: without it the draws of one child for two purposes go together.
create macro draw(whose, purpose) as
    (hash(hash(whose, purpose, getvariable('seed'))) >> 11) / 9007199254740992e0;

create macro noise(whose, purpose) as -- logistic
    ln((draw(whose, purpose) + 1e-9) / (1 - draw(whose, purpose) + 1e-9));

create macro pick(choices, whose, purpose) as
    choices[1 + floor(draw(whose, purpose) * len(choices))::bigint];

create macro surrogate(whose, purpose) as -- the meaningless row ids of a COLLECT export
    lower(lpad(hex(hash(hash(whose, purpose, getvariable('seed')))), 16, '0'));

create macro collect_date(day) as strftime(day, '%Y-%b-%d 00:00:00');

-- y at x on the line through points; ends are held
create macro along(points, ys, x) as (
    ys[greatest(1, least(len(points) - 1, len(list_filter(points, lambda p: p <= x))))]
    + (
        ys[greatest(1, least(len(points) - 1, len(list_filter(points, lambda p: p <= x)))) + 1]
        - ys[greatest(1, least(len(points) - 1, len(list_filter(points, lambda p: p <= x))))]
    )
    * (x - points[greatest(1, least(len(points) - 1, len(list_filter(points, lambda p: p <= x))))])
    / (
        points[greatest(1, least(len(points) - 1, len(list_filter(points, lambda p: p <= x)))) + 1]
        - points[greatest(1, least(len(points) - 1, len(list_filter(points, lambda p: p <= x))))]
    )
);

-- A larger borough has more LSOAs, not larger ones; a smaller one keeps its map.
create table size as
select
    getvariable('children')::bigint as children,
    greatest(126, round(126 * getvariable('children') / 45000.0))::bigint as lsoas,
    greatest(20, round(20 * getvariable('children') / 45000.0))::bigint as wards,
    greatest(30, round(30 * getvariable('children') / 45000.0))::bigint as neighbour_lsoas,
    least(6000, greatest(3, round(getvariable('children') / 1000.0)))::bigint as primaries,
    least(3000, greatest(2, round(getvariable('children') / 4500.0)))::bigint as secondaries,
    36 as postcodes_per_lsoa;

create table curve as
select
    edition,
    index_name,
    kind,
    list(point::double order by point::double) as points,
    list(value::double order by point::double) as curve_values
from read_csv(getvariable('package') || '/deprivation.csv', all_varchar = true)
group by all;

create table lsoa as
with

numbered as (

    select
        unnest(range(1, lsoas + neighbour_lsoas + 1)) as n,
        lsoas,
        wards
    from size

),

placed as (

    select
        n,
        n <= lsoas as is_in_borough,
        if(n <= lsoas, n, n - lsoas) as place,
        if(n <= lsoas, 1 + (n - 1) * wards // lsoas, wards + 1 + (n - lsoas - 1) // 6) as ward_n,
        printf('X01%06d', n) as lsoa_code
    from numbered

),

ranked as (

    select
        *,
        -- poor LSOAs lie together: half of it is the ward's
        (
            row_number() over (
                partition by is_in_borough
                order by 0.5 * draw(ward_n, 'ward poverty') + 0.5 * draw(n, 'lsoa poverty'), n
            )
            - 0.5
        )
        / count(*) over (partition by is_in_borough) as poverty
    from placed

)

select
    *,
    if(is_in_borough, 'Larkmere', 'Quillham')
    || printf(' %03d', 1 + (place - 1) // 5) || chr((65 + (place - 1) % 5)::int) as lsoa_name,
    printf('X05%06d', ward_n) as ward_code,
    if(is_in_borough, 'X09000001', 'X09000002') as lad_code,
    if(is_in_borough, 'Larkmere', 'Quillham') as lad_name,
    (1300 + floor(1000 * draw(n, 'population')))::int as population,
    0.15 + 0.09 * poverty + 0.04 * draw(n, 'children') as child_share
from ranked;

-- Variables, not a table: a list that a join hands to each child is copied for each child.
create table name_part as
from read_csv(getvariable('package') || '/names.csv', all_varchar = true);

set variable girls = (select list(text order by text) from name_part where part = 'forename_f');
set variable boys = (select list(text order by text) from name_part where part = 'forename_m');
set variable surname_starts = (
    select list(text order by text) from name_part where part = 'surname_start'
);
set variable surname_ends = (
    select list(text order by text) from name_part where part = 'surname_end'
);

-- Ward names are made of the parts of invented surnames.
create table ward as
with

wards as (

    select distinct
        ward_n,
        ward_code,
        lad_code
    from lsoa

)

select
    ward_n,
    ward_code,
    lad_code,
    getvariable('surname_starts')[1 + (ward_n * 17) % len(getvariable('surname_starts'))]
    || getvariable('surname_ends')[1 + (ward_n * 23) % len(getvariable('surname_ends'))]
    || [' Park', ' Green', ' Common', '', ' Hill'][1 + ward_n % 5] as ward_name
from wards;

-- In blocks of forty LSOAs of 2021 one is half of an LSOA of 2011 that was split, with the next,
-- and one is two LSOAs of 2011 merged: about as rare as in London.
create table lsoa_2011_2021 as
with

keyed as (

    select
        n,
        unnest(
            case
                when n % 40 = 12 then [(n - 1) * 2]
                when n % 40 = 21 then [n * 2, n * 2 + 1]
                else [n * 2]
            end
        ) as key_2011,
        case when n % 40 in (11, 12) then 'S' when n % 40 = 21 then 'M' else 'U' end as change
    from lsoa

),

coded as (

    select
        *,
        dense_rank() over (order by key_2011) as n_2011
    from keyed

)

select
    coded.*,
    printf('X01%06d', 900000 + n_2011) as lsoa11_code,
    lsoa.lad_name
    || printf(' %03d', 1 + (lsoa.place - 1) // 5) || chr((65 + (lsoa.place - 1) % 5)::int)
    || if(key_2011 % 2 = 1, ' (east)', '') as lsoa11_name
from coded
inner join lsoa on lsoa.n = key_2011 // 2;

-- Scores follow the borough's curve at a place near the LSOA's own; ranks and tenths follow the
-- national cut points of the edition.
create table deprivation as
with

places as (

    select '2025' as edition, n, n as whose, poverty from lsoa
    union all
    select distinct on (n_2011) '2019', n_2011, key_2011, poverty
    from lsoa_2011_2021
    inner join lsoa on lsoa.n = key_2011 // 2

),

scored as (

    select
        places.edition,
        places.n,
        borough.index_name,
        round(
            along(
                borough.points,
                borough.curve_values,
                greatest(0, least(1, poverty + case borough.index_name
                    when 'idaci' then 0.06 when 'income' then 0.10 else 0.16
                end * (draw(whose, borough.edition || borough.index_name) - 0.5)))
            ),
            3
        ) as score
    from places
    inner join curve as borough
        on places.edition = borough.edition and borough.kind = 'borough_quantile'

),

placed as (

    select
        scored.*,
        if(edition = '2025', 33755, 32844) as lsoas_in_england,
        along(
            list_transform(national.curve_values, lambda v: -v), national.points, -score
        ) as national_place
    from scored
    inner join curve as national using (edition, index_name)
    where national.kind = 'national_cut'

)

select
    edition,
    n,
    index_name,
    score,
    (1 + floor((lsoas_in_england - 1) * greatest(0, least(1, national_place))))::int
        as national_rank,
    (1 + (national_rank - 1) * 10 // lsoas_in_england)::int as national_tenth
from placed;

create table postcode as
with

listed as (

    select
        lsoa.*,
        k,
        (place - 1) * postcodes_per_lsoa + k as pc_n
    from lsoa
    cross join size
    cross join unnest(range(36)) as postcodes (k)

),

spelled as (

    select
        *,
        if(is_in_borough, 'X' || 'ACDEFGHJ'[1 + pc_n // 356400], 'XB')
        || (1 + (pc_n // 4000) % 89) as outward,
        (pc_n // 400) % 10
        || 'ABDEFGHJLNPQRSTUWXYZ'[1 + (pc_n // 20) % 20]
        || 'ABDEFGHJLNPQRSTUWXYZ'[1 + pc_n % 20] as inward
    from listed

)

select
    n,
    pc_n,
    is_in_borough,
    lsoa_code,
    lad_code,
    outward || ' ' || inward as pcds,
    rpad(outward, 4, ' ') || inward as pcd7,
    rpad(outward, 5, ' ') || inward as pcd8,
    if(draw(n * 100 + k, 'introduced') < 0.8, '198001', '201206') as dointr,
    if(
        draw(n * 100 + k, 'ended') < 0.08,
        strftime(date '2019-01-01' + to_months((84 * draw(n * 100 + k, 'end'))::int), '%Y%m'),
        ''
    ) as doterm,
    -- one LSOA in seven lies in two wards: its first twelve postcodes are in the ward beside it
    printf(
        'X05%06d',
        case
            when k >= 12 or draw(n, 'two wards') >= 1 / 7e0 or not is_in_borough then ward_n
            when ward_n = 1 then 2
            else ward_n - 1
        end
    ) as ward_code
from spelled;
