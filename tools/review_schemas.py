"""JSON Schemas of what `kdcl danh-gia-ngoai … --json` prints, published by `build_schemas`."""

from __future__ import annotations

from typing import Any

from kdcl_xl.forms.review_people import PanelMember
from kdcl_xl.forms.review_words import CertificateKind
from kdcl_xl.law.regulation import SchoolKind
from kdcl_xl.review_year.merge_units import UnitState
from kdcl_xl.review_year.next_year import Why
from tools.schema_parts import COUNT, FINDING, SCHEMA_1, TEXT, Schema, described, many, record

_MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_DAY: Schema = {"type": "string", "format": "date"}
_YEAR: Schema = {"type": "string", "pattern": r"^\d{4}-\d{4}$"}
_MAYBE_COUNT: Schema = {"type": ["integer", "null"], "minimum": 0}
_MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
_SOURCE = described(TEXT, "Leads to the sheet “Nguồn”; empty when the office typed the row.")
_WORKBOOK_ROW = described(COUNT, "Row of the sheet.")
_CERTIFICATE: Schema = {"enum": [*map(str, CertificateKind), ""]}
_SCHOOL: dict[str, Schema] = {"school_id": TEXT, "school": TEXT}
_OUTPUT = described({"type": ["string", "null"]}, "Name of the file written; null when none was.")


def schemas() -> dict[str, Schema]:
    """Name → schema."""
    return {
        "danh-gia-ngoai": schedule(),
        "dgn-bang-han": board(),
        "dgn-cai-tien": follow_up(),
        "dgn-so-sanh": comparison(),
        "dgn-nam-sau": next_year(),
        "dgn-tong-hop": merged(),
        "dgn-du-toan": costs(),
        "dgn-doan": team(),
        "dgn-ket-qua-doan": team_results(),
        "dgn-soat-lich": record(
            "kdcl danh-gia-ngoai soat-lich --json", schema=SCHEMA_1, findings=many(FINDING)
        ),
        "dgn-xep-lich": plan(_dated()),
        "dgn-xep-doan": plan(_seated()),
    }


def schedule() -> Schema:
    """`kdcl danh-gia-ngoai nhap-lich --json`; null is what the plan does not say."""
    maybe_text: Schema = {"type": ["string", "null"], "minLength": 1}
    tick: Schema = {"type": ["boolean", "null"]}
    document = record(
        number=described(maybe_text, "1402/KH-GDĐT."),
        issued_on=_MAYBE_DAY,
        school_year={"type": ["string", "null"], "pattern": r"^\d{4}-\d{4}$"},
        issuer=described(maybe_text, "As the plan writes it."),
        signer=maybe_text,
    )
    row = record(
        stt=_MAYBE_COUNT,
        school=described({"type": "string", "minLength": 1}, "As the plan writes it."),
        kind={"enum": [*map(str, SchoolKind), None]},
        when_text=described(maybe_text, "As the plan writes it."),
        year=_MAYBE_COUNT,
        month={"type": ["integer", "null"], "minimum": 1, "maximum": 12},
        day=described(
            {"type": ["integer", "null"], "minimum": 1, "maximum": 31},
            "Of a span the first day, of a deadline that day.",
        ),
        kdcl=tick,
        cqg=tick,
        note=maybe_text,
        source=described({"type": "string", "minLength": 1}, "Line, or table and row, of the file."),
    )
    return record(
        "kdcl danh-gia-ngoai nhap-lich --json",
        schema=SCHEMA_1,
        document=document,
        rows=many(row) | {"minItems": 1},
        findings=many(FINDING),
    )


def board() -> Schema:
    """`kdcl danh-gia-ngoai bang-han --json`."""
    certificate = record(
        **_SCHOOL, kind=TEXT, office=TEXT, certificate=_CERTIFICATE, grade=_MAYBE_COUNT, decision=TEXT,
        signed_on=_MAYBE_DAY, expires_on=_MAYBE_DAY,
        expiry_source=described(TEXT, "Printed on the certificate, computed, or unknown."),
        standing=TEXT, register_by=_MAYBE_DAY, next_grade=_MAYBE_COUNT, next_from=_MAYBE_DAY, next_note=TEXT,
        remark=TEXT, row=_WORKBOOK_ROW, source=_SOURCE,
    )  # fmt: skip
    reason = record(what=TEXT, detail=TEXT, basis=TEXT, source=_SOURCE)
    losing = record(**_SCHOOL, kind=TEXT, office=TEXT, grade=_MAYBE_COUNT, expires_on=_MAYBE_DAY, reasons=many(reason))  # fmt: skip
    return record(
        "kdcl danh-gia-ngoai bang-han --json",
        schema=SCHEMA_1,
        date=_DAY,
        standings=many(record(standing=TEXT, count=COUNT)),
        certificates=many(certificate),
        at_risk=described(many(losing), "Schools that may lose CQG, with what it was computed from."),
        risks_of_other_schools=COUNT,
        computed_from=many(TEXT),
        remarks=many(TEXT),
    )


def follow_up() -> Schema:
    """`kdcl danh-gia-ngoai cai-tien --json`."""
    progress = record(
        name=TEXT, school_id=TEXT, office=TEXT, measures=COUNT, done=COUNT, partly=COUNT, under_way=COUNT,
        not_started=COUNT, stopped=COUNT, unsaid=described(COUNT, "No state typed: unknown, not “no”."),
        overdue=COUNT, share=TEXT,
    )  # fmt: skip
    late = record(
        **_SCHOOL, office=TEXT, criterion=TEXT, measure=TEXT, due=_MAYBE_DAY, days=COUNT, state=TEXT,
        row=_WORKBOOK_ROW, source=_SOURCE,
    )  # fmt: skip
    step = record(
        source_year=TEXT, measure=TEXT, due=_MAYBE_DAY, state=TEXT, evidence=TEXT, result=TEXT,
        row=_WORKBOOK_ROW, source=_SOURCE,
    )  # fmt: skip
    issue = record(
        **_SCHOOL, office=TEXT, criterion=TEXT, issue=TEXT, years=many(TEXT), closed={"type": "boolean"},
        steps=many(step),
    )  # fmt: skip
    return record(
        "kdcl danh-gia-ngoai cai-tien --json",
        schema=SCHEMA_1,
        date=_DAY,
        total=progress,
        schools=many(progress),
        units=many(progress),
        overdue=many(late),
        issues=described(many(issue), "One weakness across the years."),
        reviews_missing=many(record(**_SCHOOL, office=TEXT, reviews=COUNT, asked=COUNT)),
        computed_from=many(TEXT),
        remarks=many(TEXT),
    )


def comparison() -> Schema:
    """`kdcl danh-gia-ngoai so-sanh --json`: above = the school rates itself higher than the panel or council."""
    gap: dict[str, Schema] = {
        "compared": COUNT, "above": COUNT, "equal": COUNT, "below": COUNT, "unknown": COUNT,
        "percent_above": _MAYBE_NUMBER, "mean": described(_MAYBE_NUMBER, "Mean of own level less level found."),
    }  # fmt: skip
    return record(
        "kdcl danh-gia-ngoai so-sanh --json",
        schema=SCHEMA_1,
        all=record(**gap),
        schools=many(record(**_SCHOOL, kind=TEXT, office=TEXT, regulation=TEXT, **gap)),
        criteria=many(record(regulation=TEXT, criterion=TEXT, title=TEXT, **gap)),
        units=many(record(office=TEXT, schools=COUNT, **gap)),
    )


def next_year() -> Schema:
    """`kdcl danh-gia-ngoai nam-sau --json`."""
    reason = record(why={"enum": [*map(str, Why)]}, certificate=_CERTIFICATE, text=TEXT, register_by=_MAYBE_DAY, source=_SOURCE)  # fmt: skip
    school = record(
        **_SCHOOL, kind=TEXT, office=TEXT, certificates=many(_CERTIFICATE), register_by=_MAYBE_DAY,
        overdue={"type": "boolean"}, reasons=many(reason),
    )  # fmt: skip
    return record(
        "kdcl danh-gia-ngoai nam-sau --json",
        schema=SCHEMA_1,
        school_year=described(_YEAR, "The year to schedule."),
        date=_DAY,
        schools=many(school),
    )


def merged() -> Schema:
    """`kdcl danh-gia-ngoai tong-hop --json`."""
    file = record(file=TEXT, office=TEXT, state={"enum": [*map(str, UnitState)]}, rows=COUNT, why=TEXT, remedy=TEXT)  # fmt: skip
    rows: Schema = {"type": "object", "additionalProperties": COUNT}
    return record(
        "kdcl danh-gia-ngoai tong-hop --json",
        schema=SCHEMA_1,
        school_year=_YEAR,
        files=many(file),
        rows=described(rows, "Sheet → rows."),
        findings=many(FINDING),
        output=_OUTPUT,
    )


def costs() -> Schema:
    """`kdcl danh-gia-ngoai du-toan --json`; money in đồng, null while unknown."""
    line = record(
        school=TEXT, what=TEXT, measure=TEXT, quantity=_MAYBE_NUMBER, days=_MAYBE_NUMBER, rate=_MAYBE_NUMBER,
        amount=_MAYBE_NUMBER, basis=TEXT, note=TEXT,
    )  # fmt: skip
    return record("kdcl danh-gia-ngoai du-toan --json", schema=SCHEMA_1, output=TEXT, added=many(line))


def team() -> Schema:
    """`kdcl danh-gia-ngoai doan --json`."""
    return record(
        "kdcl danh-gia-ngoai doan --json",
        schema=SCHEMA_1, output=TEXT, school=TEXT, members=COUNT, assigned=COUNT, criteria=COUNT, remarks=many(TEXT),
    )  # fmt: skip


def team_results() -> Schema:
    """`kdcl danh-gia-ngoai ket-qua-doan --json`."""
    return record(
        "kdcl danh-gia-ngoai ket-qua-doan --json",
        schema=SCHEMA_1, output=TEXT, school=TEXT, compared=COUNT, feedback=COUNT, added=COUNT,
        level=described({"type": ["integer", "null"], "minimum": 0, "maximum": 4}, "Null while answers are missing."),
        remarks=many(TEXT),
    )  # fmt: skip


def plan(assignment: Schema) -> Schema:
    """`kdcl danh-gia-ngoai xep-lich --json` and `xep-doan --json`."""
    reason: dict[str, Schema] = {"reason": TEXT, "sheet": TEXT, "cell": TEXT}
    return record(
        "kdcl danh-gia-ngoai xep-lich, xep-doan --json",
        schema=SCHEMA_1,
        assignments=many(assignment),
        unmet=described(many(record(school=TEXT, **reason)), "Wishes that could not be kept."),
        conflicts=described(
            many(record(**reason)), "Requests that clash: leaving out any one of them helps."
        ),
        findings=many(FINDING),
        output=_OUTPUT,
    )


def _dated() -> Schema:
    return record(**_SCHOOL, kind=TEXT, **{"from": _DAY, "to": _DAY}, already_set={"type": "boolean"})


def _seated() -> Schema:
    roles: Any = PanelMember.column("role").entry.options
    return record(**_SCHOOL, person=TEXT, role={"enum": [*roles]}, already_set={"type": "boolean"})
