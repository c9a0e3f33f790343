"""The towns' publications, from their table's stream to the municipal bus."""

from madoguchi import streams
from madoguchi.wiring import procedures as wiring

handler = streams.announcer(wiring.publish(), park_poison=wiring.park_poison())
