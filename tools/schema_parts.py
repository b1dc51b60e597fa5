"""What JSON Schemas are put together from."""

from __future__ import annotations

from typing import Any

from kdcl_xl.findings import Severity

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
LEVEL: Schema = {"type": ["integer", "null"], "minimum": 0, "maximum": 4}
SCHEMA_1: Schema = {"const": 1}
SCHEMA_2: Schema = {"const": 2}


def record(title: str = "", /, **properties: Schema) -> Schema:
    """An object that has exactly these properties."""
    shape = {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
    return ({"title": title} if title else {}) | shape


def many(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def described(shape: Schema, description: str) -> Schema:
    """The same with a description."""
    return shape | {"description": description}


FINDING = record(
    code=described({"type": "string", "pattern": r"^[A-Z]{2,4}-\d{3}$"}, "See docs/ma-loi.md."),
    severity={"enum": [str(severity) for severity in Severity]},
    message=described({"type": "string", "minLength": 1}, "What is wrong with this value."),
    remedy=described(TEXT, "What to do instead."),
    sheet=described(TEXT, "Empty when the whole file is meant."),
    cell=described(
        {"type": "string", "pattern": r"^([A-Z]{1,3}\d+)?$"}, "Empty when a whole sheet is meant."
    ),
    law=described(TEXT, "The article the rule rests on."),
    file=described(TEXT, "The file, below the folder that was checked."),
)
