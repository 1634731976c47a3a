-- One early learning goal of one child: the result as sent in, and what it means. A child's record
-- that does not count (a second one, or an earlier year's) has no rows here.
{% set goals = [
    'com_e01', 'com_e02', 'pse_e03', 'pse_e04', 'pse_e05', 'phy_e06',
    'phy_e07', 'lit_e08', 'lit_e09', 'lit_e10', 'mat_e11', 'mat_e12',
    'utw_e13', 'utw_e14', 'utw_e15', 'exp_e16', 'exp_e17'
] %}
with

records as (

    select * from {{ ref('int_eyfsp__records') }}
    where record_number = 1 and not has_later_profile

),

cells as (

    {{ unpivot_cells('records', ['child_key', 'period_code', 'area_code', 'is_invented'], goals) }}

)

select
    cells.child_key,
    cells.period_code,
    goals.goal_code,
    goals.area_of_learning_code,
    cells.printed as goal_result_code,
    coalesce(cells.printed in ('1', '2'), false) as is_recorded,
    coalesce(cells.printed = '2', false) as is_expected,
    goals.counts_towards_gld,
    cells.area_code,
    cells.is_invented
from cells
inner join {{ ref('early_learning_goals') }} as goals
    on cells.column_name = lower(replace(goals.npd_item, 'FSP_', ''))
