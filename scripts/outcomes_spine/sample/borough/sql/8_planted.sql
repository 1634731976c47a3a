-- What is wrong with which row, so that a test can ask whether the reader found it. The numbers
-- of rows begin with 1 below the headings. Nothing of this is written beside the files.

create view planted as
with

marked as (

    select
        file,
        row_number,
        unnest(list_filter(
            [
                if(has_no_upn, 'missing upn', null),
                if(list_contains(results, 'A'), 'goal not assessed', null),
                if(has_blank_lsoa, 'blank lsoa', null),
                if(has_unknown_postcode, 'postcode not in nspl', null),
                if(is_out_of_borough, 'out of borough', null),
                if(arrived_after_census or is_in_private_setting, 'not on the census roll', null),
                if(has_wrong_flag, 'wrong gld flag', null),
                if(copy = 2 and second_row = 'exact', 'exact copy', null),
                if(copy = 2 and second_row = 'moved', 'second school', null),
                if(is_withdrawn, 'withdrawn', null)
            ],
            lambda kind: kind is not null
        )) as kind
    from eyfsp_row

),

pupils as (

    select
        census_year || '_spring_pupilonroll.csv' as file,
        row_number() over (
            partition by census_year order by laestab, surname, forename, id, enrolment
        ) as row_number,
        role = 'left before' and grade = 0 as has_left,
        enrolment = 2 as is_second
    from roll

)

select kind, file, row_number from marked
union all
select 'left before the profile', file, row_number from pupils where has_left
union all
select 'second registration', file, row_number from pupils where is_second;
