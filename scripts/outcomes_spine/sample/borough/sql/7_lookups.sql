-- Public lookups of the invented places, in the layouts of ONS and MHCLG.

create view nspl as
select
    is_in_borough as _in_borough,
    pc_n as _order,
    pcd7,
    pcd8,
    pcds,
    dointr,
    doterm,
    '0' as usrtypind,
    '' as east1m,
    '' as north1m,
    '9' as gridind, -- no grid reference: the place is nowhere
    printf('X00%06d', n) as oa21cd,
    'X99999999' as cty26cd,
    'X99999999' as ced25cd,
    lad_code as lad26cd,
    ward_code as wd26cd,
    'X40000001' as nhser24cd,
    'X92000001' as ctry26cd,
    'X12000001' as rgn26cd,
    if(is_in_borough, 'X14000001', 'X14000002') as pcon24cd,
    'X30000001' as ttwa15cd,
    lad_code as itl25cd,
    'X65000001' as npark16cd,
    lsoa_code as lsoa21cd,
    printf('X02%06d', 1 + n // 5) as msoa21cd,
    'X99999999' as wz11cd,
    'X38000001' as sicbl26cd,
    'X63000001' as bua24cd,
    'UN1' as ruc21ind,
    '' as oac21ind,
    '99.999999' as lat,
    '0.000000' as long,
    'X37000001' as lep21cd1,
    '' as lep21cd2,
    'X23000001' as pfa23cd,
    national_rank::varchar as imd25ind,
    'X54000001' as icb26cd
from postcode
inner join (
    select n, national_rank from deprivation where edition = '2025' and index_name = 'imd'
) using (n);

create view lsoa_ward as
select
    lsoa_code as "LSOA21CD",
    lsoa_name as "LSOA21NM",
    '' as "LSOA21NMW",
    ward_code as "WD24CD",
    ward_name as "WD24NM",
    '' as "WD24NMW",
    lsoa.lad_code as "LAD24CD",
    lad_name as "LAD24NM",
    '' as "LAD24NMW",
    n as "ObjectId"
from lsoa inner join ward using (ward_code);

create view lsoa11_lsoa21 as
select
    lsoa11_code as "LSOA11CD",
    lsoa11_name as "LSOA11NM",
    lsoa.lsoa_code as "LSOA21CD",
    lsoa.lsoa_name as "LSOA21NM",
    change as "CHGIND",
    lsoa.lad_code as "LAD22CD",
    lsoa.lad_name as "LAD22NM"
from lsoa_2011_2021 inner join lsoa using (n);

create table indices as
select
    edition,
    n,
    max(score) filter (index_name = 'imd') as imd_score,
    max(national_rank) filter (index_name = 'imd') as imd_rank,
    max(national_tenth) filter (index_name = 'imd') as imd_tenth,
    max(score) filter (index_name = 'income') as income_score,
    max(national_rank) filter (index_name = 'income') as income_rank,
    max(national_tenth) filter (index_name = 'income') as income_tenth,
    max(score) filter (index_name = 'idaci') as idaci_score,
    max(national_rank) filter (index_name = 'idaci') as idaci_rank,
    max(national_tenth) filter (index_name = 'idaci') as idaci_tenth
from deprivation
group by edition, n;

create view file_7_2025 as
select
    lsoa_code as "LSOA code (2021)",
    lsoa_name as "LSOA name (2021)",
    lad_code as "Local Authority District code (2024)",
    lad_name as "Local Authority District name (2024)",
    imd_score as "Index of Multiple Deprivation (IMD) Score",
    imd_rank as "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    imd_tenth
        as "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
    income_score as "Income Score (rate)",
    income_rank as "Income Rank (where 1 is most deprived)",
    income_tenth as "Income Decile (where 1 is most deprived 10% of LSOAs)",
    idaci_score as "Income Deprivation Affecting Children Index (IDACI) Score (rate)",
    idaci_rank
        as "Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)",
    idaci_tenth as
        "Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived 10% of LSOAs)",
    population as "Total population: mid 2022",
    round(population * child_share)::int as "Dependent Children aged 0-15: mid 2022",
    round(population * 0.18)::int as "Older population aged 60 and over: mid 2022",
    round(population * 0.64)::int as
        "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022"
from lsoa
inner join indices on lsoa.n = indices.n and edition = '2025';

create view file_7_2019 as
with

lsoa11 as (

    select distinct on (n_2011)
        n_2011,
        lsoa11_code,
        lsoa11_name,
        lsoa.lad_code,
        lsoa.lad_name,
        -- the halves of a split and the parts of a merger hold what they make up
        (population * case change when 'S' then 2 when 'M' then 0.5 else 1 end * 0.94)::int
            as population,
        child_share
    from lsoa_2011_2021 inner join lsoa on key_2011 // 2 = lsoa.n
    order by n_2011, lsoa_2011_2021.n

)

select
    lsoa11_code as "LSOA code (2011)",
    lsoa11_name as "LSOA name (2011)",
    lad_code as "Local Authority District code (2019)",
    lad_name as "Local Authority District name (2019)",
    imd_score as "Index of Multiple Deprivation (IMD) Score",
    imd_rank as "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    imd_tenth
        as "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
    income_score as "Income Score (rate)",
    income_rank as "Income Rank (where 1 is most deprived)",
    income_tenth as "Income Decile (where 1 is most deprived 10% of LSOAs)",
    idaci_score as "Income Deprivation Affecting Children Index (IDACI) Score (rate)",
    idaci_rank
        as "Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)",
    idaci_tenth as
        "Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived 10% of LSOAs)",
    population as "Total population: mid 2015 (excluding prisoners)",
    round(population * child_share)::int
        as "Dependent Children aged 0-15: mid 2015 (excluding prisoners)",
    round(population * 0.60)::int as "Population aged 16-59: mid 2015 (excluding prisoners)",
    round(population * 0.17)::int
        as "Older population aged 60 and over: mid 2015 (excluding prisoners)",
    round(population * 0.62)::int as
        "Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners)"
from lsoa11
inner join indices on lsoa11.n_2011 = indices.n and edition = '2019';
