-- Good: one row, rows that follow each other, a gap, a single day, the same days under another
-- key, open ends. Broken: a shared last day, a repeat, a long row that swallows two later
-- ones, two rows open at the same end, a row that ends before it starts. The half-open reading
-- of the same rows lets a shared day pass and refuses a row of no length.
with

fixture (code, valid_from, valid_to) as (

    values
    ('alone', cast('2020-01-01' as date), cast('2020-12-31' as date)),
    ('follows', cast(null as date), cast('2020-12-31' as date)),
    ('follows', cast('2021-01-01' as date), cast('2021-12-31' as date)),
    ('follows', cast('2023-01-01' as date), cast(null as date)),
    ('one_day', cast('2020-01-01' as date), cast('2020-01-01' as date)),
    ('shares_a_day', cast('2020-01-01' as date), cast('2020-12-31' as date)),
    ('shares_a_day', cast('2020-12-31' as date), cast('2021-12-31' as date)),
    ('repeated', cast('2020-01-01' as date), cast('2020-12-31' as date)),
    ('repeated', cast('2020-01-01' as date), cast('2020-12-31' as date)),
    ('swallows', cast('2020-01-01' as date), cast('2029-12-31' as date)),
    ('swallows', cast('2021-01-01' as date), cast('2021-12-31' as date)),
    ('swallows', cast('2023-01-01' as date), cast('2023-12-31' as date)),
    ('still_open', cast('2020-01-01' as date), cast(null as date)),
    ('still_open', cast('2022-01-01' as date), cast(null as date)),
    ('two_since_ever', cast(null as date), cast('2020-12-31' as date)),
    ('two_since_ever', cast(null as date), cast('2021-12-31' as date)),
    ('backwards', cast('2021-01-01' as date), cast('2020-12-31' as date))

),

reported as (

    select
        'last day' as reading,
        code,
        span_from
    from ({{ test_no_overlapping_validity('fixture', ['code']) }}) as inclusive_failures
    union all
    select
        'half open' as reading,
        code,
        span_from
    from (
        {{ test_no_overlapping_validity(
            'fixture', ['code'], 'valid_from', 'valid_to', to_is_inclusive=false
        ) }}
    ) as half_open_failures

),

expected (reading, code, span_from) as (

    values
    ('last day', 'shares_a_day', cast('2020-12-31' as date)),
    ('last day', 'repeated', cast('2020-01-01' as date)),
    ('last day', 'swallows', cast('2021-01-01' as date)),
    ('last day', 'swallows', cast('2023-01-01' as date)),
    ('last day', 'still_open', cast('2022-01-01' as date)),
    ('last day', 'two_since_ever', cast('0001-01-01' as date)),
    ('last day', 'backwards', cast('2021-01-01' as date)),
    ('half open', 'one_day', cast('2020-01-01' as date)),
    ('half open', 'repeated', cast('2020-01-01' as date)),
    ('half open', 'swallows', cast('2021-01-01' as date)),
    ('half open', 'swallows', cast('2023-01-01' as date)),
    ('half open', 'still_open', cast('2022-01-01' as date)),
    ('half open', 'two_since_ever', cast('0001-01-01' as date)),
    ('half open', 'backwards', cast('2021-01-01' as date))

)

select
    coalesce(expected.reading, reported.reading) as reading,
    coalesce(expected.code, reported.code) as code,
    coalesce(expected.span_from, reported.span_from) as span_from,
    case when reported.reading is null then 'missed' else 'wrongly reported' end as problem
from expected
full outer join reported
    on
        expected.reading = reported.reading
        and expected.code = reported.code
        and expected.span_from = reported.span_from
where expected.reading is null or reported.reading is null
