"""The layer's own data: national presets, the municipalities, and the meta-schema of the rule language."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from madoguchi.procedures.model.procedure import Preset
from madoguchi.procedures.model.towns import Municipality, municipalities_of

HERE = Path(__file__).parent


@cache
def presets() -> dict[str, Preset]:
    """Every national preset under its standard id."""
    found = [Preset.model_validate_json(file.read_bytes()) for file in sorted((HERE / "presets").glob("*.json"))]
    return {preset.standard_id: preset for preset in found}


@cache
def municipalities() -> tuple[Municipality, ...]:
    return municipalities_of(json.loads((HERE / "municipalities.json").read_bytes()))


@cache
def meta_schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((HERE / "meta_schema.json").read_bytes())
    return schema
