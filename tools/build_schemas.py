"""Write the JSON Schemas of everything `kdcl … --json` prints into docs/schema; tests validate real output with them.

python tools/build_schemas.py [FOLDER]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kdcl_xl.buttons.registry import Kind, Needs  # noqa: E402
from kdcl_xl.consolidate.headline import LABELS  # noqa: E402
from kdcl_xl.forms.registry import FORMS, edition_of  # noqa: E402
from kdcl_xl.forms.self_assessment import SELF_ASSESSMENT  # noqa: E402
from kdcl_xl.forms.summary import State  # noqa: E402
from kdcl_xl.law.gap import BlockerKind  # noqa: E402
from kdcl_xl.law.regulation import regulation_ids  # noqa: E402
from kdcl_xl.workbook.json_schema import json_schema  # noqa: E402
from kdcl_xl.workbook.plan import Plan  # noqa: E402
from kdcl_xl.workbook.stamp import Stamp  # noqa: E402
from tools import review_schemas  # noqa: E402
from tools.schema_parts import (  # noqa: E402
    COUNT,
    FINDING,
    LEVEL,
    SCHEMA_1,
    SCHEMA_2,
    TEXT,
    Schema,
    described,
    many,
    record,
)
from tools.target_folder import target_folder  # noqa: E402

SAMPLE_EDITION = ("2026-2027", "tt57_2026_pt", "thcs")
"""The edition whose input schema is published; `kdcl mau LOAI --schema` prints that of any other."""

STATES = [str(state) for state in State]


def findings() -> Schema:
    """`kdcl kiem-tra --json`."""
    return record("kdcl kiem-tra --json", schema=SCHEMA_1, findings=many(FINDING))


def paper_forms() -> Schema:
    """`kdcl the-thuc --json`: the place of a finding (paragraph, cell of a table) stands in `sheet`."""
    paper = record(
        file=TEXT,
        taken_for=described(TEXT, "What the paper was measured as."),
        corrected=described(TEXT, "The corrected copy, empty when none was written."),
        changes=many(TEXT),
    )
    return record("kdcl the-thuc --json", schema=SCHEMA_1, papers=many(paper), findings=many(FINDING))


def verdict() -> Schema:
    """`kdcl muc --json`."""
    bounds = many(record(code=TEXT, low=COUNT, high=COUNT))
    question = {
        "type": "array",
        "prefixItems": [
            described(TEXT, "criterion"),
            described(COUNT, "level"),
            described(TEXT, "indicator"),
        ],
        "minItems": 3,
        "items": False,
    }
    step = record(criterion=TEXT, level=COUNT, unmet=many(question), unanswered=many(question))
    gap = record(target=COUNT, improvements=many(step), to_answer=many(step), reasons=many(TEXT))
    blocker = record(
        kind={"enum": [str(kind) for kind in BlockerKind]},
        criterion=described(TEXT, "Empty when the school as a whole is short."),
        level=COUNT,
        indicators=many(TEXT),
        candidates=many(TEXT),
        message=TEXT,
    )
    recognition = record(kind=TEXT, title=TEXT, grade_word=TEXT, low=LEVEL, high=LEVEL)
    shape = record(
        "kdcl muc --json",
        schema=SCHEMA_1,
        regulation={"enum": list(regulation_ids())},
        level_low=described(LEVEL, "Lowest level over all ways to fill the blanks; null: no grounds to say."),
        level_high=LEVEL,
        settled={"type": "boolean"},
        criteria=bounds,
        standards=bounds,
        blockers=many(blocker),
        gap={"anyOf": [gap, {"type": "null"}]},
        recognition=many(recognition),
        unverified=described(many(TEXT), "What was not compared with the official text."),
        remarks=many(TEXT),
    )
    shape["properties"] |= {
        "what_if": described(
            {"type": "object", "additionalProperties": COUNT, "minProperties": 1},
            "Criterion → level that was assumed (--neu); without it the result is that of the workbook.",
        )
    }
    return shape


def refusal() -> Schema:
    """What any command prints with --json when it cannot be done (exit 2)."""
    shape = record(
        "kdcl … --json, exit code 2",
        schema=SCHEMA_1,
        error=described({"type": "string", "minLength": 1}, "Cause and remedy, as on stderr."),
    )
    return shape | {"additionalProperties": True}  # dong-goi adds what the checks found


def workbook() -> Schema:
    """`kdcl doc --json`, whatever the form; the names are those of the form (`kdcl mau LOAI --schema`)."""
    value: Schema = {"type": ["string", "number", "null"]}
    stamp = record(**dict.fromkeys(Stamp.__dataclass_fields__, TEXT))
    stamp["properties"] |= {"form": {"enum": list(FORMS)}}
    address = {"type": "string", "pattern": r"^.+![A-Z]{1,3}\d+$"}
    table_address = record(
        sheet=TEXT,
        header_row=COUNT,
        columns={"type": "object", "additionalProperties": {"type": "string", "pattern": "^[A-Z]{1,3}$"}},
        rows=many(COUNT),
    )
    row = {"type": "object", "additionalProperties": value}
    return record(
        "kdcl doc --json",
        schema=SCHEMA_1,
        stamp=stamp,
        cells={"type": "object", "additionalProperties": value},
        tables={"type": "object", "additionalProperties": many(row)},
        addresses=record(
            cells={"type": "object", "additionalProperties": address},
            tables={"type": "object", "additionalProperties": table_address},
        ),
    )


def consolidation() -> Schema:
    """`kdcl tong-hop --json`."""
    unknown_without_list = {"schools", "missing"}
    figures = record(
        **{
            name: described(
                {"type": ["integer", "null"], "minimum": 0} if name in unknown_without_list else COUNT, label
            )
            for name, label in LABELS.items()
        }
    )
    by_kind = record(kind=TEXT, **{name: described(COUNT, label) for name, label in LABELS.items()})
    line = record(school_id=TEXT, name=TEXT, file=TEXT, state={"enum": STATES}, why=TEXT)
    return record(
        "kdcl tong-hop --json",
        schema=SCHEMA_2,
        level={"enum": ["phong", "so"]},
        unit=TEXT,
        school_year={"type": "string", "pattern": r"^(\d{4}-\d{4})?$"},
        data_date={"type": "string", "format": "date"},
        output=described(TEXT, "Name of the workbook really written."),
        figures=figures,
        by_kind=many(by_kind),
        states=_apart({"type": "object", "propertyNames": {"enum": STATES}, "additionalProperties": COUNT}),
        lines=_apart(many(line)),
        unknown=described(many(TEXT), "What the figures cannot tell, and why."),
        errors=COUNT,
        warnings=COUNT,
        opened=described(COUNT, "Files read in this run."),
        unchanged=described(COUNT, "Files unchanged since the last run."),
        evidence_rows={"type": ["integer", "null"], "minimum": 0},
        settings=described(TEXT, "Hash of the effective settings."),
        law=described(TEXT, "Hash of the rule sets."),
        notices=many(FINDING),
    )


def _apart(shape: Schema) -> Schema:
    """Schools, and files that count for none: one school may have sent three of those."""
    return record(
        schools=described(shape, "One line a school."),
        files=described(shape, "One line for each file that counts for no school."),
    )


def status() -> Schema:
    """`kdcl tinh-trang --json`."""
    maybe: Schema = {"type": ["integer", "null"], "minimum": 0}
    line = record(
        school_id=TEXT,
        name=TEXT,
        state={"enum": STATES},
        why=TEXT,
        remedy=TEXT,
        file=TEXT,
        revision=maybe,
        errors=maybe,
        warnings=maybe,
    )
    states = {"type": "object", "propertyNames": {"enum": STATES}, "additionalProperties": COUNT}
    return record("kdcl tinh-trang --json", schema=SCHEMA_2, states=_apart(states), lines=_apart(many(line)))


def button_list() -> Schema:
    """`kdcl nut --json`."""
    ask = record(
        key=TEXT,
        kind={"enum": [str(kind) for kind in Kind]},
        prompt=TEXT,
        choices=described({"type": "object", "additionalProperties": TEXT}, "Value → words."),
        optional={"type": "boolean"},
    )
    button = record(
        id=described(TEXT, "Permanent."),
        label=TEXT,
        tip=TEXT,
        group=TEXT,
        needs={"enum": [str(need) for need in Needs]},
        asks=described(many(ask), "What may be answered by --tra-loi; some depend on the workbook."),
    )
    return record("kdcl nut --json", schema=SCHEMA_1, buttons=many(button))


def press() -> Schema:
    """`kdcl nut ID TEP --json`: the Plan, and the file it was applied to."""
    plan = Plan.model_json_schema(mode="serialization")
    shape = record(
        "kdcl nut ID TEP --json",
        schema=SCHEMA_1,
        button=described(TEXT, "Id of the button."),
        written=described(TEXT, "The file written, empty when the workbook was not changed."),
        **plan["properties"],
    )
    return shape | {"$defs": plan["$defs"]}


def verification() -> Schema:
    """`kdcl van-ban --xac-minh --json`."""
    digest = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
    source = record(
        name=TEXT, sha256=digest, row=described({"type": ["integer", "null"]}, "Of a table: its row.")
    )
    manifest = record(
        schema_version={"const": 1},
        document=described(TEXT, "Code of the document."),
        name=TEXT,
        sources=many(source),
        program=TEXT,
        on={"type": "string", "format": "date"},
        rules=TEXT,
        rules_sha256=digest,
        settings=TEXT,
        who=described(TEXT, "From the settings, empty when they name nobody."),
        template=TEXT,
        template_sha256=digest,
        text_sha256=digest,
    )
    document = record(
        file=TEXT,
        code=described({"enum": [0, 1, 2]}, "0 agrees, 1 does not, 2 cannot be told."),
        manifest=described({"anyOf": [manifest, {"type": "null"}]}, "What was sealed into the document."),
        findings=many(FINDING),
    )
    return record("kdcl van-ban --xac-minh --json", schema=SCHEMA_1, documents=many(document))


def schemas() -> dict[str, Schema]:
    """File name → schema."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    published = {
        "findings": findings(),
        "loi": refusal(),
        "muc": verdict(),
        "doc": workbook(),
        f"nhap_{SAMPLE_EDITION[1]}": json_schema(SELF_ASSESSMENT, edition_of(*SAMPLE_EDITION)),
        "tong-hop": consolidation(),
        "tinh-trang": status(),
        "the-thuc": paper_forms(),
        "xac-minh": verification(),
        **review_schemas.schemas(),
        "nut": button_list(),
        "nut-bam": press(),
    }
    return {f"{name}.schema.json": head | schema for name, schema in published.items()}


def build(folder: Path) -> None:
    """Write every schema into the folder and remove what is no longer published."""
    folder.mkdir(parents=True, exist_ok=True)
    made = schemas()
    for name, schema in made.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (folder / name).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    for path in folder.glob("*.schema.json"):
        if path.name not in made:
            path.unlink()


if __name__ == "__main__":
    build(target_folder(__doc__ or "", ROOT / "docs" / "schema"))
