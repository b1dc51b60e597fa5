"""Which schools to look at again: expiring certificates, levels that drop, land and class size. Signals, no verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kdcl_xl.consolidate.record import Held, SchoolRecord
from kdcl_xl.consolidate.rollup import SchoolView
from kdcl_xl.forms.summary import Danger
from kdcl_xl.forms.vocabulary import KIND_OF_NAME
from kdcl_xl.law.facilities import facilities_short, said_short
from kdcl_xl.law.recognition import Certificate, add_months, figures_only_monitor
from kdcl_xl.law.regulation import RecognitionKind, Regulation
from kdcl_xl.law.sourced import UNVERIFIED, Confidence, Sourced
from kdcl_xl.settings import Settings
from kdcl_xl.text.dates import vn_date
from kdcl_xl.text.numbers import vn_number

_ORDER = list(Danger)


@dataclass(frozen=True, slots=True)
class Risk:
    """One reason, with the date that matters (if one does) and what it rests on."""

    view: SchoolView
    record: SchoolRecord
    danger: Danger
    detail: str
    due: dt.date | None
    basis: str


def risks(
    views: Iterable[SchoolView], earlier: dict[str, list[SchoolRecord]], settings: Settings, on: dt.date
) -> list[Risk]:
    """All risks, by kind of danger, then by date, then in the order of the list.

    `earlier`: school id → records of other years that came along, to see a level drop.
    """
    found = [
        risk
        for view in views
        for record in view.records
        for risk in (
            *_certificates(view, record, settings, on),
            *_levels(view, record, earlier.get(view.school_id, ())),
            *_figures(view, record, settings, on),
            *_facilities(view, record),
        )
    ]
    # The parts of a school assessed level by level repeat what is true of the whole.
    once: dict[tuple[str, Danger, str], Risk] = {}
    for risk in found:
        once.setdefault((risk.view.school_id, risk.danger, risk.detail), risk)
    return sorted(once.values(), key=lambda risk: (_ORDER.index(risk.danger), risk.due or dt.date.max))


def _certificates(view: SchoolView, record: SchoolRecord, settings: Settings, on: dt.date) -> Iterator[Risk]:
    months = settings.consolidation.expiry_months
    kinds: tuple[tuple[str, RecognitionKind, Held | None], ...] = (
        ("Công nhận đạt kiểm định chất lượng giáo dục", "kdclgd", record.accredited),
        ("Công nhận đạt chuẩn quốc gia", "cqg", record.standard),
    )
    for what, kind, held in kinds:
        if held is None or held.signed_on is None:
            continue
        validity, gone = settings.in_effect(record.rules).validity, ""
        if record.rules.recognition(kind) is None and held.signed_on < record.rules.valid_from:
            validity = validity.model_copy(update={"register_months_before": None})
            gone = f" {record.rules.number} không còn loại công nhận này để đăng ký lại; giá trị của giấy đã cấp chưa rõ, cần hỏi cơ quan có thẩm quyền."
        certificate = Certificate(held.grade, held.signed_on, validity)
        danger, due = _standing(certificate, on, months)
        if danger is not None:
            detail = f"{what} (mức {held.grade}, ký ngày {vn_date(held.signed_on)}): {certificate.notice(on, notice_months=months)}{gone}"  # fmt: skip
            yield Risk(view, record, danger, detail, due, _cited(validity, record.rules))


def _standing(certificate: Certificate, on: dt.date, months: int) -> tuple[Danger | None, dt.date | None]:
    if on > certificate.expires_on:
        return Danger.EXPIRED, certificate.expires_on
    if certificate.register_by is not None and on >= certificate.register_by:
        return Danger.REGISTER, certificate.register_by
    if on >= add_months(certificate.expires_on, -months):
        return Danger.EXPIRING, certificate.register_by or certificate.expires_on
    return None, None


def _levels(view: SchoolView, record: SchoolRecord, earlier: Sequence[SchoolRecord]) -> Iterator[Risk]:
    if record.level_high is None or not record.assessed:
        return
    kinds: tuple[tuple[RecognitionKind, Held | None], ...] = (
        ("kdclgd", record.accredited),
        ("cqg", record.standard),
    )
    for kind, held in kinds:
        offered = record.rules.recognition(kind)
        if held is None or offered is None:
            continue
        possible = offered.grade_at(record.level_high)
        if possible < held.grade:
            now = f"cao nhất {offered.grade_word.lower()} {possible}" if possible else "chưa đủ để đề nghị"
            detail = f"{offered.title}: đang giữ {offered.grade_word.lower()} {held.grade}, theo tự đánh giá nay {now} ({record.headline})."  # fmt: skip
            yield Risk(view, record, Danger.DROPPING, detail, None, _cited(offered, record.rules))
    for old in earlier:
        same = old.key._replace(school_year="") == record.key._replace(school_year="")
        if same and old.key.school_year < record.key.school_year and (old.level_low or 0) > record.level_high:
            detail = f"Năm học {old.key.school_year}: {old.headline}; năm học {record.key.school_year}: {record.headline}."
            yield Risk(view, record, Danger.DROPPING, detail, None, "So hai năm học cùng bộ tiêu chuẩn")


def _facilities(view: SchoolView, record: SchoolRecord) -> Iterator[Risk]:
    """Criteria on land, rooms, equipment that even the best completion leaves below what the held standard needs."""
    rules, held = record.rules, record.standard
    offered = rules.recognition("cqg")
    if held is None or offered is None or not record.assessed:
        return
    levels = {criterion.code: high for criterion, high in zip(rules.criteria, record.high, strict=False)}
    short = facilities_short(rules, held.grade, levels)
    if short:
        words = "; ".join(said_short(one, rules.level_word) for one in short)
        detail = f"Đang giữ {offered.grade_word.lower()} {held.grade}; theo tự đánh giá, tiêu chí {words}."
        yield Risk(view, record, Danger.FACILITIES, detail, None, _cited(offered, rules))


def _figures(view: SchoolView, record: SchoolRecord, settings: Settings, on: dt.date) -> Iterator[Risk]:
    kind = KIND_OF_NAME.get(view.kind)
    if kind is None:
        return
    basis = f"Ngưỡng trong thiết lập, {UNVERIFIED}"
    if figures_only_monitor(record.rules, on):
        basis += "; trong thời gian số liệu chỉ dùng để theo dõi"
    limit = settings.figures.class_size.get(kind)
    pupils, classes = record.pupils, record.classes
    if limit and isinstance(pupils, int | float) and isinstance(classes, int | float) and classes:
        size = pupils / classes
        if size > limit:
            detail = f"Bình quân {vn_number(size, 1)} {record.rules.words.learners}/lớp ({vn_number(pupils)}/{vn_number(classes)}), ngưỡng {limit}."  # fmt: skip
            yield Risk(view, record, Danger.CLASS_SIZE, detail, None, basis)
    least, land = settings.figures.land_per_pupil.get(kind), record.land_per_pupil
    if least and isinstance(land, int | float) and land < least:
        detail = f"Bình quân {vn_number(land, 1)} m² đất một {record.rules.words.learners}, ngưỡng {vn_number(least, 1)} m²."
        yield Risk(view, record, Danger.LAND, detail, None, basis)


def _cited(source: Sourced, rules: Regulation) -> str:
    article = (
        f"{source.ref}, Thông tư {rules.number}"
        if source.ref and "Thông tư" not in source.ref
        else source.ref
    )
    text = article or f"Thông tư {rules.number}"
    return f"{text}; {UNVERIFIED}" if source.confidence is Confidence.UNVERIFIED else text
