"""Linkage's events, from its table's stream to the core bus."""

from madoguchi import streams
from madoguchi.wiring import linkage as wiring

handler = streams.announcer(wiring.publish(), park_poison=wiring.park_poison())
