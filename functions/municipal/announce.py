"""Municipal events go from the table's stream to the zone's bus."""

from madoguchi.streams import announcer
from madoguchi.wiring import municipal as wiring

handler = announcer(wiring.bus(), park_poison=wiring.park_poison())
