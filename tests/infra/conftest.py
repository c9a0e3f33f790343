"""The synthesized stages, once in a run."""

from tests.support.stages import handlers, local, named, prod

__all__ = ["handlers", "local", "named", "prod"]
