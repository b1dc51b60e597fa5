"""Which file counts for which school: revisions, duplicates, conflicts, other years, other circulars.

The rules, in order: the same bytes twice are one file; the highest "Lần nộp" replaces the lower ones; two contents
under one "Lần nộp" count for nothing until an officer chooses; another school year, an older circular or one that was
not in force in that school year is kept by its own rules and counted apart. Clocks of files never matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kdcl_xl.consolidate.changes import Change, changes
from kdcl_xl.consolidate.record import AssessmentKey, SchoolRecord
from kdcl_xl.consolidate.schools import Match, SchoolList, without_code
from kdcl_xl.consolidate.scopes import explained, is_part, missing_scopes
from kdcl_xl.findings import Finding, Severity, rule
from kdcl_xl.forms.summary import State
from kdcl_xl.forms.vocabulary import KIND_OF_NAME, KindName
from kdcl_xl.law.regulation import in_force, load
from kdcl_xl.law.school_years import serves
from kdcl_xl.text.dates import SchoolYear, SchoolYearError, vn_date
from kdcl_xl.text.names import natural_key

CONFLICT = rule("TH-006", Severity.ERROR, "Mỗi lần nộp chỉ có một nội dung")
OTHER_YEAR = rule("TH-008", Severity.WARNING, "Tệp của năm học đang tổng hợp")
OUT_OF_ITS_TIME = rule("TH-020", Severity.ERROR, "Bộ tiêu chuẩn có hiệu lực trong năm học của tệp")
OLD_CIRCULAR = rule("TH-009", Severity.WARNING, "Bộ tiêu chuẩn còn hiệu lực vào ngày phê duyệt báo cáo")
TWO_SCOPES = rule(
    "TH-014", Severity.WARNING, "Trường nộp một bản chung hoặc mỗi cấp học một bản, như đơn vị tổng hợp"
)
MISSING_SCOPE = rule("TH-019", Severity.WARNING, "Trường nộp riêng từng cấp học có bản của mọi cấp")


@dataclass(frozen=True, slots=True)
class Filed:
    """One school workbook as it came in. `place` (and `within` a consolidated workbook) finds its detail again."""

    record: SchoolRecord
    place: int
    within: int = -1


@dataclass(slots=True)
class Posting:
    """What became of one school workbook, and why."""

    filed: Filed
    match: Match
    state: State
    why: str = ""
    remedy: str = ""
    findings: list[Finding] = field(default_factory=list)
    changed: tuple[Change, ...] = ()
    """Against `previous`."""
    previous: SchoolRecord | None = None
    rivals: str = ""
    """Set on conflicting files: names their group."""
    chosen: bool = False

    @property
    def record(self) -> SchoolRecord:
        """The record it is about."""
        return self.filed.record


@dataclass(frozen=True, slots=True)
class Ledger:
    """All school workbooks with their fate; `school_year` is the one being consolidated, empty when there is none."""

    school_year: str
    postings: tuple[Posting, ...]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """School code → levels of schooling without an assessment, for schools assessed level by level."""


def main_school_year(records: Iterable[SchoolRecord]) -> str:
    """The school year most schools wrote for; the later one when two are equal. Empty for no records."""
    schools = {(record.key.school_year, record.key.school_id or record.origin.sha256) for record in records}
    counts = Counter(year for year, _ in schools)
    return max(counts, key=lambda year: (counts[year], year), default="")


def settle(
    filed: Iterable[Filed],
    schools: SchoolList | None,
    *,
    school_year: str = "",
    choices: Mapping[str, str] | None = None,
    same_content: Mapping[str, str] | None = None,
    per_level: bool = False,
    missing_below: Mapping[str, tuple[str, ...]] | None = None,
) -> Ledger:
    """Decide for every file. `choices`: short source id → reason, for files an officer has picked on "Chọn bản".

    `same_content`: source id → digest of what a file says, for files that share a revision (see `content`): an
    unchanged workbook saved again by another program is no conflict.

    `per_level`: a school of several levels of schooling is assessed level by level, else as a whole;
    `missing_below`: what the workbooks of lower units say is missing of such schools.
    """
    filed = list(filed)
    year = school_year or main_school_year(item.record for item in filed)
    postings: list[Posting] = []
    unique: dict[str, Posting] = {}
    for item in filed:
        match = schools.match(item.record) if schools else _unlisted(item.record)
        posting = Posting(item, match, State.ACCEPTED, findings=list(match.findings))
        postings.append(posting)
        first = unique.setdefault(item.record.origin.sha256, posting)
        if first is not posting:
            posting.state, posting.findings = State.SAME, []
            posting.why = f"Trùng từng byte với tệp “{first.record.origin.file}”."
    groups: dict[AssessmentKey, list[Posting]] = {}
    for posting in unique.values():
        if posting.match.listed is None and (schools or not posting.record.key.school_id):
            _unknown(posting)
        else:
            groups.setdefault(posting.record.key, []).append(posting)
    for group in groups.values():
        _settle_revisions(group, choices or {}, same_content or {})
    accepted = [posting for group in groups.values() for posting in group if posting.state is State.ACCEPTED]
    _set_apart(accepted, year, per_level=per_level)
    for posting in accepted:
        if posting.state is State.ACCEPTED and posting.record.counts.errors:
            posting.state = State.WITH_ERRORS
    missing = _missing(postings, year, missing_below or {}) if per_level else {}
    return Ledger(year, tuple(postings), missing)


def _unlisted(record: SchoolRecord) -> Match:
    """Without a list nobody is unknown, except a file that names no school."""
    return Match(None, findings=() if record.key.school_id else (without_code(record),))


def _unknown(posting: Posting) -> None:
    posting.state = State.UNKNOWN_SCHOOL
    if posting.findings:
        posting.why, posting.remedy = posting.findings[0].message, posting.findings[0].remedy


def rivals(filed: Iterable[Filed]) -> list[list[Filed]]:
    """Files of different bytes that share the highest revision of their assessment: their contents need comparing."""
    by_key: dict[AssessmentKey, dict[str, Filed]] = {}
    for item in filed:
        if item.record.key.school_id:
            by_key.setdefault(item.record.key, {}).setdefault(item.record.origin.sha256, item)
    groups = []
    for same in by_key.values():
        top = max(item.record.revision for item in same.values())
        highest = [item for item in same.values() if item.record.revision == top]
        if len(highest) > 1:
            groups.append(highest)
    return groups


def _settle_revisions(
    group: list[Posting], choices: Mapping[str, str], same_content: Mapping[str, str]
) -> None:
    top = max(posting.record.revision for posting in group)
    highest = [posting for posting in group if posting.record.revision == top]
    lower = [posting for posting in group if posting.record.revision < top]
    winner = _winner(highest, choices, same_content)
    for posting in lower:
        posting.state, posting.findings = State.SUPERSEDED, []
        posting.why = f"Đã có lần nộp {top}; tệp này là lần nộp {posting.record.revision}."
    if winner is None:
        _conflict(highest)
    elif lower:
        # The latest of the lower revisions; of two of the same one, the last in reading order.
        winner.previous = max(enumerate(lower), key=lambda pair: (pair[1].record.revision, pair[0]))[1].record
        winner.changed = changes(winner.previous, winner.record)


def _winner(
    highest: list[Posting], choices: Mapping[str, str], same_content: Mapping[str, str]
) -> Posting | None:
    """The one posting that counts, None while nobody has chosen. The others get their state here."""
    contents: dict[str, list[Posting]] = {}
    for posting in highest:
        source = posting.record.origin.source
        contents.setdefault(same_content.get(source, source), []).append(posting)
    for first, *copies in contents.values():
        for copy in copies:
            copy.state, copy.findings = State.COPY, []
            copy.why = f"Nội dung như tệp “{first.record.origin.file}” (lưu lại bằng chương trình khác)."
    heads = [same[0] for same in contents.values()]
    if len(heads) == 1:
        return heads[0]
    picked = [
        same[0]
        for same in contents.values()
        if any(posting.record.origin.source in choices for posting in same)
    ]
    if len(picked) != 1:
        return None
    for posting in heads:
        if posting is picked[0]:
            posting.chosen = True
            continue
        posting.state, posting.findings = State.REJECTED, []
        posting.why = f"Đã chọn tệp “{picked[0].record.origin.file}” cho lần nộp này."
    for posting in heads:
        posting.rivals = _group_name(heads)
    return picked[0]


def _group_name(group: list[Posting]) -> str:
    return min(posting.record.origin.source for posting in group)


def _conflict(highest: list[Posting]) -> None:
    heads = [posting for posting in highest if posting.state is State.ACCEPTED]
    for posting in heads:
        others = [other.record.origin.file for other in heads if other is not posting]
        listed = "; ".join(f"“{name}”" for name in others)
        posting.state, posting.rivals = State.CHOOSE, _group_name(heads)
        posting.why = f"Cùng lần nộp {posting.record.revision} nhưng khác nội dung với {listed}."
        posting.remedy = "Ghi x vào cột Chọn của bản đúng (trang Chọn bản) rồi tổng hợp lại; hoặc trường nộp lại với số lần nộp cao hơn."  # fmt: skip
        finding = CONFLICT.at("Trường", "", posting.why, posting.remedy)
        posting.findings.append(replace(finding, file=posting.record.origin.file))


def _set_apart(accepted: list[Posting], year: str, *, per_level: bool) -> None:
    """Files of another year, of a circular of another time or, beside a newer one, of an older circular.

    They are listed and levelled, not in the totals.
    """
    this_year = _named_year(year)
    for posting in accepted:
        key, record = posting.record.key, posting.record
        if posting.match.closed:
            posting.state = State.CLOSED
            posting.why, posting.remedy = posting.findings[0].message, posting.findings[0].remedy
        elif key.school_year != year:
            posting.state = State.APART
            finding = OTHER_YEAR.at("Trường", "", f"Tệp làm trên mẫu năm học {key.school_year}, đang tổng hợp năm học {year}: đọc theo {record.rules.short_title}, tính riêng.", f"Nếu trường gửi nhầm tệp năm trước, nộp lại trên mẫu năm học {year} (lệnh kdcl nhap … --tu-tep để chép số liệu sang).")  # fmt: skip
            posting.why, posting.remedy = finding.message, finding.remedy
            posting.findings.append(replace(finding, file=record.origin.file))
        elif this_year is not None and not serves(record.rules, this_year):
            _out_of_its_time(posting, this_year)
        else:
            _warn_of_old_circular(posting)
    current: dict[str, list[Posting]] = {}
    for posting in accepted:
        if posting.state is State.ACCEPTED:
            current.setdefault(posting.record.key.school_id, []).append(posting)
    for postings in current.values():
        _one_rule_set(postings, per_level=per_level)
        _one_way([p for p in postings if p.state is State.ACCEPTED], per_level=per_level)


def _named_year(text: str) -> SchoolYear | None:
    """None for what a consolidated workbook from below has in place of a school year."""
    try:
        return SchoolYear(text)
    except SchoolYearError:
        return None


def _out_of_its_time(posting: Posting, year: SchoolYear) -> None:
    """A report by a law that was not there yet (or long gone) tells nothing about the year."""
    record, rules = posting.record, posting.record.rules
    if rules.valid_from > year.last_day:
        when = f"chỉ có hiệu lực từ ngày {vn_date(rules.valid_from)}"
    else:
        when = f"hết hiệu lực sau ngày {vn_date(rules.valid_to)}" if rules.valid_to else "không có hiệu lực"
    kind = posting.match.listed.kind if posting.match.listed else record.kind
    known = KIND_OF_NAME[KindName(kind)] if kind in set(KindName) else None
    right = in_force(year.last_day, known) if known else None
    which = f" theo {right.short_title}" if right else " theo bộ tiêu chuẩn của năm học đó"
    posting.state = State.APART
    finding = OUT_OF_ITS_TIME.at("Trường", "", f"Tệp của năm học {year} viết theo {rules.short_title}, {when}: không cộng vào số tổng hợp.", f"Trường lấy sổ năm học {year}{which}, chép dữ liệu sang rồi nộp lại.", law=f"Thông tư {rules.number}")  # fmt: skip
    posting.why, posting.remedy = finding.message, finding.remedy
    posting.findings.append(replace(finding, file=record.origin.file))


def _warn_of_old_circular(posting: Posting) -> None:
    record, rules = posting.record, posting.record.rules
    if record.approved_on and rules.valid_to and record.approved_on > rules.valid_to:
        finding = OLD_CIRCULAR.at("Trường", "", f"Báo cáo phê duyệt ngày {vn_date(record.approved_on)} nhưng viết theo {rules.short_title}, hết hiệu lực sau ngày {vn_date(rules.valid_to)}.", "Xem quy định chuyển tiếp; nếu không thuộc diện chuyển tiếp, viết lại theo bộ tiêu chuẩn hiện hành.")  # fmt: skip
        posting.findings.append(replace(finding, file=record.origin.file))


def _one_rule_set(postings: list[Posting], *, per_level: bool) -> None:
    newest = _newest(postings)
    for posting in postings:
        key = posting.record.key
        allowed = {newest}
        if per_level and is_part(posting.record):
            # Preschool and general education have a rule set each under one circular.
            of_scope = _newest([p for p in postings if p.record.key.scope == key.scope])
            allowed |= {of_scope} if load(of_scope).valid_from == load(newest).valid_from else set()
        if key.regulation not in allowed:
            posting.state = State.APART
            posting.why = f"Trường đã có bản theo {load(newest).short_title}; bản này tính riêng."


def _newest(postings: list[Posting]) -> str:
    return max({p.record.key.regulation for p in postings}, key=lambda id_: (load(id_).valid_from, id_))


def _one_way(postings: list[Posting], *, per_level: bool) -> None:
    """The whole school or its levels of schooling, not both; which one is for the consolidating unit to say."""
    whole = [p for p in postings if not is_part(p.record)]
    parts = [p for p in postings if is_part(p.record)]
    several = _several_levels(parts)
    if per_level and several:
        for posting in whole:
            _another_way(posting, "Trường nộp cả bản toàn trường và bản từng cấp học; tính theo các bản từng cấp.", "Rút bản không dùng, hoặc hỏi lại cơ quan quản lý nộp theo cách nào.")  # fmt: skip
    elif whole:
        for posting in parts:
            _another_way(posting, f"Trường nộp cả bản toàn trường và bản cấp {posting.record.key.scope}; tính theo bản toàn trường.", "Rút bản không dùng, hoặc hỏi lại cơ quan quản lý nộp theo cách nào.")  # fmt: skip
    elif several:
        for posting in parts:
            _another_way(posting, f"Bản này chỉ đánh giá cấp {posting.record.key.scope}, đơn vị tổng hợp mỗi trường một bản chung nên tính riêng.", "Trường nộp một bản với Phạm vi đánh giá “Toàn trường”; nếu cơ quan quản lý cho nộp mỗi cấp một bản thì bật thiết lập moi-cap-hoc-mot-ban ở mục [tong-hop] rồi tổng hợp lại.")  # fmt: skip


def _several_levels(parts: list[Posting]) -> bool:
    """Whether these parts belong to a school of several levels, as the list (or, without one, the school) says."""
    kinds = {p.match.listed.kind if p.match.listed else p.record.kind for p in parts}
    return KindName.MULTI_LEVEL in kinds or len({p.record.key.scope for p in parts}) > 1


def _another_way(posting: Posting, why: str, remedy: str) -> None:
    posting.state, posting.why, posting.remedy = State.APART, why, remedy
    finding = TWO_SCOPES.at("Trường", "", why, remedy)
    posting.findings.append(replace(finding, file=posting.record.origin.file))


def _missing(
    postings: list[Posting], year: str, below: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """What lacks of schools assessed level by level, with a finding at the first part of each."""
    parts: dict[str, list[Posting]] = {}
    waiting: dict[str, set[str]] = {}
    for posting in postings:
        key = posting.record.key
        if key.school_year == year and is_part(posting.record):
            if posting.state in (State.ACCEPTED, State.WITH_ERRORS):
                parts.setdefault(key.school_id, []).append(posting)
            elif posting.state is State.CHOOSE:
                waiting.setdefault(key.school_id, set()).add(key.scope)
    found: dict[str, tuple[str, ...]] = {}
    for school_id, mine in parts.items():
        others = {*waiting.get(school_id, ()), *below.get(school_id, ())}
        records = [posting.record for posting in mine]
        missing = missing_scopes(records, others) if others or _several_levels(mine) else ()
        if missing:
            found[school_id] = missing
            first = min(mine, key=reading_order)
            finding = MISSING_SCOPE.at("Trường", "", explained(records, missing), "Trường nộp nốt bản của cấp còn thiếu; trước đó mức của cả trường chưa xác định.")  # fmt: skip
            first.findings.append(replace(finding, file=first.record.origin.file))
    return found


def reading_order(posting: Posting) -> tuple[object, ...]:
    """Postings as lists show them: by file name."""
    return natural_key(posting.record.origin.file), posting.record.origin.sha256
