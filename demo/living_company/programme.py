"""What is played, in the order in which scenes of the same moment come."""

from collections.abc import Sequence
from typing import Final

from demo.living_company.company import Scene
from demo.living_company.scenes.first_day import first_day
from demo.living_company.scenes.promised_machine import promised_machine

SCENES: Final[Sequence[Scene]] = (first_day, promised_machine)
