-- One step of the fit: move the odds of all cells of each value of one characteristic by as much
-- as brings what is expected of them to what was published (Newton's step for a logit).
update cell
set log_odds = log_odds + step.step
from (
    select
        academic_year,
        characteristic,
        value,
        round(
            greatest(-2, least(2,
                (any_value(gld_percent) / 100 * sum(children) - sum(assessed * chance(log_odds)))
                / nullif(sum(assessed * chance(log_odds) * (1 - chance(log_odds))), 0)
            )),
            9
        ) as step
    from (
        select
            *,
            case $characteristic
                when 'all' then 'all' when 'fsm' then fsm when 'sen' then sen
                when 'language' then language when 'sex' then sex when 'term' then term
            end as value
        from cell
        order by academic_year, fsm, sen, language, sex, term
    )
    inner join calibration using (academic_year, value)
    where characteristic = $characteristic
    group by all
) as step
where cell.academic_year = step.academic_year
    and step.step is not null
    and step.value = case $characteristic
        when 'all' then 'all' when 'fsm' then fsm when 'sen' then sen
        when 'language' then language when 'sex' then sex when 'term' then term
    end;
