"""What is played, in the order in which scenes of the same moment come."""

from collections.abc import Sequence
from typing import Final

from demo.living_company.company import Scene
from demo.living_company.scenes import this_week
from demo.living_company.scenes.check_ins import check_ins
from demo.living_company.scenes.fallen_conversion import fallen_conversion
from demo.living_company.scenes.first_day import first_day, newcomer
from demo.living_company.scenes.goal_talks import goal_talks
from demo.living_company.scenes.goals_agreed import goals_agreed
from demo.living_company.scenes.late_deliveries import late_deliveries
from demo.living_company.scenes.leaving import leaving
from demo.living_company.scenes.no_time import no_time
from demo.living_company.scenes.one_to_ones import one_to_ones
from demo.living_company.scenes.probation import probation
from demo.living_company.scenes.promised_machine import promised_machine
from demo.living_company.scenes.shop_floor import shop_floor
from demo.living_company.scenes.turn_abroad import turn_abroad
from demo.living_company.scenes.two_projects import two_projects
from demo.living_company.scenes.work_facts import work_facts

SCENES: Final[Sequence[Scene]] = (
    first_day,
    newcomer,
    goals_agreed,
    *goal_talks(),
    no_time,
    check_ins,
    work_facts,
    promised_machine,
    fallen_conversion,
    shop_floor,
    turn_abroad,
    two_projects,
    leaving,
    late_deliveries,
    probation,
    *one_to_ones(),
    this_week.UNREAD.played,
    this_week.new_goals,
    this_week.goal_of_the_top,
    this_week.asked_for,
    this_week.to_be_written,
    this_week.to_come,
)
