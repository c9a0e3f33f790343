"""The synthesized stages, once in a run."""

from tests.support.stages import handlers, local, prod

__all__ = ["handlers", "local", "prod"]
