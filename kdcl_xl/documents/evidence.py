"""The catalogue of evidence as the reports print it. Evidence with personal data is an index entry only."""

from __future__ import annotations

from kdcl_xl.checks.codes import canonical, serial_of, shown_as
from kdcl_xl.documents import contexts
from kdcl_xl.documents.assessed import UNWRITTEN
from kdcl_xl.forms.self_assessment import Evidence
from kdcl_xl.forms.vocabulary import Sensitivity
from kdcl_xl.law.regulation import EvidenceCode
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.names import natural_key

INDEX_ONLY = "Chỉ ghi danh mục; lưu tại trường (dữ liệu cá nhân)"


def evidence_list(rows: list[Evidence], rule: EvidenceCode) -> tuple[contexts.Evidence, ...]:
    """The catalogue in the order of the codes; what has only a temporary id comes last. Equal lines are one."""
    ordered = sorted(
        (row for row in rows if not row.is_blank()),
        key=lambda row: (not row.code, natural_key(canonical(row.code) if row.code else row.draft_id)),
    )
    return tuple(dict.fromkeys(_one_evidence(row, rule) for row in ordered))


def unnumbered(rows: list[Evidence]) -> str:
    """What the user should know of pieces that have only a temporary id; "" when there is none."""
    drafts = sum(1 for row in rows if not row.code and not row.is_blank())
    return (
        f"{drafts} minh chứng còn mã tạm, in ở cuối danh mục (đánh số: kdcl minh-chung danh-so)."
        if drafts
        else ""
    )


def _one_evidence(row: Evidence, rule: EvidenceCode) -> contexts.Evidence:
    """One line. Evidence with personal data ("Đỏ") is an index entry: no issuer, no place, no remark."""
    code, title = _shown_code(row, rule), row.title or UNWRITTEN
    issued = " ".join(
        part
        for part in (
            f"Số {row.number}" if row.number else "",
            f"{'ngày' if row.number else 'Ngày'} {vn_date(row.issued_on)}" if row.issued_on else "",
        )
        if part
    )
    if row.sensitivity == Sensitivity.PERSONAL:
        return contexts.Evidence(
            code=code, title=title, issued=issued or "–", issuer=INDEX_ONLY, location=INDEX_ONLY, note="Đỏ"
        )
    return contexts.Evidence(
        code=code,
        title=title,
        issued=issued or UNWRITTEN,
        issuer=row.issuer or UNWRITTEN,
        location=row.storage or UNWRITTEN,
        note=row.note,
    )


def _shown_code(row: Evidence, rule: EvidenceCode) -> str:
    if not row.code:
        return f"(mã tạm {row.draft_id})" if row.draft_id else "(chưa có mã)"
    code = canonical(row.code)
    known = serial_of(code, rule.pattern) or serial_of(f"[{code}]", rule.pattern)
    return shown_as(code, rule) if known else row.code
