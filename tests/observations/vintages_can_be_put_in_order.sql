-- Published, edition and received decide which of two figures is the later one, in that order, and
-- what these cannot order is an error and not a guess. A file without a day of publication is the
-- earlier one only if it was here before the other came out; one without an edition, only if it
-- came first.
with

figures as (

    select
        series_code,
        area_code,
        period_code,
        cohort_code,
        published_on,
        edition,
        received_at,
        file_id,
        concat_ws(
            '|',
            value_status,
            coalesce(cast(value as varchar), '-'),
            coalesce(cast(numerator as varchar), '-'),
            coalesce(cast(denominator as varchar), '-'),
            coalesce(cast(lower_95 as varchar), '-'),
            coalesce(cast(upper_95 as varchar), '-')
        ) as printed
    from {{ ref('int_observation__limits') }}

),

printed_twice as (

    select
        series_code,
        area_code,
        period_code,
        cohort_code
    from figures
    group by series_code, area_code, period_code, cohort_code
    having count(distinct file_id) > 1 and count(distinct printed) > 1

),

candidates as (

    select figures.*
    from figures
    inner join printed_twice
        on
            figures.series_code = printed_twice.series_code
            and figures.area_code = printed_twice.area_code
            and figures.period_code = printed_twice.period_code
            and figures.cohort_code = printed_twice.cohort_code

)

select
    one.series_code,
    one.area_code,
    one.period_code,
    one.cohort_code,
    one.file_id,
    other.file_id as other_file_id,
    one.printed,
    other.printed as other_printed,
    case
        when one.published_on is null and other.published_on is not null
            then 'the first has no day of publication'
        when one.edition is null and other.edition is not null then 'the first has no edition'
        else 'equal in publication, edition and time received'
    end as problem
from candidates as one
inner join candidates as other
    on
        one.series_code = other.series_code
        and one.area_code = other.area_code
        and one.period_code = other.period_code
        and one.cohort_code = other.cohort_code
where
    one.file_id <> other.file_id
    and one.printed <> other.printed
    and case
        when one.published_on is null and other.published_on is not null
            then cast(one.received_at as date) >= other.published_on
        when one.published_on is distinct from other.published_on then false
        when one.edition is null and other.edition is not null
            then one.received_at >= other.received_at
        when one.edition is distinct from other.edition then false
        else one.received_at = other.received_at and one.file_id < other.file_id
    end
