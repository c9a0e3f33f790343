"""Applications' events, from their table's stream to the portal bus."""

from madoguchi import streams
from madoguchi.wiring import applications as wiring

handler = streams.announcer(wiring.publish(), park_poison=wiring.park_poison())
