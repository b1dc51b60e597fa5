"""What a kế hoạch công tác kiểm định chất lượng of a school year says around its schedule: tasks by the law of the day.

The order of the parts is that of plans offices wrote (mục đích; tự đánh giá, đánh giá ngoài, cải tiến, báo cáo và công
khai, bồi dưỡng, việc khác; lịch; phân công); the words are our own, the numbers those of the office.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kdcl_xl.documents.letterhead import Context
from kdcl_xl.documents.review_papers.desk import OfficeDesk
from kdcl_xl.documents.writing_desk import counted
from kdcl_xl.forms.review_oversight import Inspection, Target
from kdcl_xl.forms.review_people import Reviewer
from kdcl_xl.forms.review_words import Scope, Subject
from kdcl_xl.forms.vocabulary import KindName, YesNo
from kdcl_xl.law.disclosure import disclosure_law
from kdcl_xl.text.dates import vn_long_date
from kdcl_xl.text.numbers import vn_number

_DISCLOSURE_IN_FORCE = dt.date(2024, 7, 19)
"""TT 09/2024/TT-BGDĐT; recalled, as the register of acts says."""

_SUBJECTS = {
    str(Subject.ACCREDITATION): "trường đạt kiểm định chất lượng giáo dục",
    str(Subject.NATIONAL_STANDARD): "trường đạt chuẩn quốc gia",
    str(Subject.NEW_COUNTRYSIDE): "trường đạt yêu cầu cơ sở vật chất nông thôn mới",
}


class Task(Context):
    """One numbered part of the tasks: its title, its paragraphs."""

    title: str
    lines: tuple[str, ...]


def purpose(desk: OfficeDesk) -> tuple[str, ...]:
    """Mục đích, yêu cầu."""
    return (
        "Đưa công tác kiểm định chất lượng giáo dục thành việc làm thường xuyên của cơ sở giáo dục: tự xem xét đúng "
        "thực tế, biết điểm yếu, có giải pháp và theo dõi đến khi có kết quả.",
        f"Chọn đúng trường đủ điều kiện để {desk.work}; hồ sơ đủ thành phần, đúng hạn, số liệu khớp giữa báo cáo, minh "
        "chứng và cơ sở dữ liệu của ngành.",
        "Phân công rõ người, rõ việc, rõ thời hạn; không tạo thêm hồ sơ, sổ sách ngoài quy định.",
    )


def tasks(desk: OfficeDesk) -> tuple[Task, ...]:
    """The six tasks."""
    return (
        Task(title="Công tác tự đánh giá", lines=tuple(_self_assessment(desk))),
        Task(
            title="Công tác thẩm định, công nhận đạt chuẩn quốc gia"
            if desk.by_council
            else "Công tác đánh giá ngoài",
            lines=tuple(_by_council(desk) if desk.by_council else _by_team(desk)),
        ),
        Task(title="Cải tiến chất lượng", lines=tuple(_improvement(desk))),
        Task(title="Báo cáo, công khai", lines=tuple(_reporting(desk))),
        Task(title="Bồi dưỡng đội ngũ", lines=tuple(_training(desk))),
        Task(title="Nhiệm vụ khác", lines=tuple(_others(desk))),
    )


def duties(desk: OfficeDesk) -> tuple[str, ...]:
    """Phân công thực hiện."""
    follower = f" Người theo dõi, đầu mối liên hệ: {desk.plan.contact}." if desk.plan.contact else ""
    lines = [
        f"{desk.office}: hướng dẫn, theo dõi tiến độ, tổng hợp, báo cáo cấp trên.{follower}",
        "Cơ sở giáo dục: người đứng đầu chịu trách nhiệm về tiến độ, chất lượng tự đánh giá và tính chính xác của số liệu, minh "
        "chứng; chuẩn bị hồ sơ, điều kiện làm việc theo thời gian ở mục III.",
    ]
    if desk.by_team:
        lines.append(
            "Người được điều động tham gia đoàn đánh giá ngoài: làm việc đúng quy trình, khách quan, giữ bí mật thông tin của "
            "trường được đánh giá; trường nơi công tác bố trí thời gian và người làm thay."
        )
    return tuple(lines)


# ---- the six tasks


def _self_assessment(desk: OfficeDesk) -> Iterator[str]:
    named = desk.circulars_named()
    yield (
        f"Cơ sở giáo dục tự đánh giá trong năm học theo {named}: kiện toàn hội đồng, phân công theo tiêu chí, thu thập và mã hóa "
        "minh chứng, viết báo cáo, phê duyệt, công bố trong nhà trường."
    )
    if desk.by_council:
        due = desk.day_in("phe_duyet_truoc", desk.year.end)
        yield (
            f"Báo cáo tự đánh giá được phê duyệt trước {due}; kết quả là căn cứ lập kế hoạch cải tiến của năm học sau."
        )
    yield (
        "Người đứng đầu cơ sở giáo dục chịu trách nhiệm về kết quả tự đánh giá; nhận định nào cũng phải có minh chứng kèm theo."
    )


def _by_team(desk: OfficeDesk) -> Iterator[str]:
    months = desk.counted("dang_ky_lai_thang", "tháng")
    yield (
        "Đăng ký đánh giá ngoài: trường đủ điều kiện theo quy định; trường có giấy chứng nhận sắp hết hạn đăng ký lại chậm nhất "
        f"{months} trước ngày hết hạn."
    )
    yield (
        f"Hồ sơ gồm {desk.counted('so_cong_van', 'bản')} công văn đăng ký và {desk.counted('so_bao_cao', 'quyển')} báo cáo tự đánh "
        f"giá, gửi về {desk.office} chậm nhất {desk.counted('ho_so_truoc_ngay', 'ngày')} trước ngày đón đoàn. Công văn ghi rõ đề "
        "nghị công nhận đạt kiểm định chất lượng giáo dục, công nhận đạt chuẩn quốc gia hay cả hai; ghi đúng địa chỉ, người "
        "liên hệ."
    )
    if not desk.is_province:
        yield (
            f"{desk.office} thẩm định hồ sơ, yêu cầu bổ sung khi cần và trình {desk.department} thành lập đoàn đánh giá ngoài."
        )
    least, most = desk.number("doan_it_nhat"), desk.number("doan_nhieu_nhat")
    steps = "; ".join(f"{step[0].lower()}{step[1:]}" for step in desk.path.steps)
    yield f"Đoàn đánh giá ngoài có từ {least:02} đến {most:02} người, làm việc theo các bước: {steps}."
    yield (
        f"Trường góp ý về dự thảo báo cáo đánh giá ngoài trong {desk.counted('phan_hoi_ngay', 'ngày làm việc')} kể từ ngày nhận."
    )


def _by_council(desk: OfficeDesk) -> Iterator[str]:
    desk.doubt(f"các bước thẩm định, công nhận ({desk.path.ref})")
    yield (
        "Trường tự đánh giá đạt mức và đủ điều kiện thì đề nghị công nhận đạt chuẩn quốc gia; không đăng ký đánh giá ngoài bằng "
        "đoàn như trước. Bằng công nhận đạt chuẩn quốc gia đã cấp theo quy định cũ còn giá trị đến ngày ghi trên bằng; giá trị của "
        f"giấy chứng nhận kiểm định chất lượng giáo dục đã cấp: theo hướng dẫn của {desk.department}."
    )
    desk.doubt("giá trị của bằng, giấy chứng nhận đã cấp (khoản 2 Điều 27 Thông tư 57/2026/TT-BGDĐT)")
    yield (
        f"Hồ sơ đề nghị công nhận gửi về {desk.office} chậm nhất {desk.counted('ho_so_truoc_ngay', 'ngày')} trước thời gian thẩm "
        "định dự kiến ở mục III; ghi rõ mức độ đề nghị, địa chỉ, người liên hệ."
    )
    steps = "; ".join(f"{step[0].lower()}{step[1:]}" for step in desk.path.steps)
    yield f"Hội đồng thẩm định của {desk.department} làm việc theo các bước: {steps}."


def _improvement(desk: OfficeDesk) -> Iterator[str]:
    yield (
        "Đầu năm học, cơ sở giáo dục lập kế hoạch cải tiến từ điểm yếu trong báo cáo tự đánh giá, báo cáo của đoàn hoặc hội đồng: "
        "mỗi giải pháp có người phụ trách, thời hạn, kinh phí, cách theo dõi và kết quả cần đạt."
    )
    if desk.by_council:
        yield (
            f"Rà soát kế hoạch cải tiến ít nhất {desk.counted('ra_soat_lan', 'lần')} trong năm học, ghi kết quả và điều chỉnh."
        )
    yield (
        f"Cuối năm học, báo cáo kết quả thực hiện về {desk.office} trước {desk.day_in('bao_cao_cai_tien_truoc', desk.year.end)}."
    )


def _reporting(desk: OfficeDesk) -> Iterator[str]:
    yield f"Cơ sở giáo dục báo cáo đầy đủ, đúng hạn theo yêu cầu của {desk.office}; số liệu lấy từ sổ và cơ sở dữ liệu của ngành."
    law = disclosure_law()
    if desk.on >= _DISCLOSURE_IN_FORCE:
        yield (
            f"Công khai kết quả tự đánh giá, {desk.work}, kế hoạch cải tiến trên trang thông tin điện tử và tại trường theo Thông tư "
            f"số {law.number} {vn_long_date(law.issued_on)} của Bộ trưởng Bộ Giáo dục và Đào tạo."
        )
    else:
        yield f"Công khai kết quả tự đánh giá, {desk.work} theo quy định hiện hành về công khai của cơ sở giáo dục."


def _training(desk: OfficeDesk) -> Iterator[str]:
    people = [row for row in desk.submission.table(Reviewer) if row.available != YesNo.NO]
    if people:
        trained = sum(1 for row in people if row.trained)
        told = f", trong đó {counted(trained, 'người')} đã ghi năm tập huấn" if trained else ""
        yield f"Đội ngũ tham gia {desk.work} hiện có {counted(len(people), 'người')}{told}; cử người chưa tập huấn dự các lớp do Sở tổ chức."
    else:
        yield f"Lập danh sách, cử cán bộ quản lý, giáo viên dự tập huấn nghiệp vụ {desk.work} do Sở tổ chức."
    yield "Người đứng đầu cơ sở giáo dục tổ chức bồi dưỡng tại chỗ về viết phiếu đánh giá tiêu chí, mã hóa và lưu trữ minh chứng."


def _others(desk: OfficeDesk) -> Iterator[str]:
    if any(not row.is_blank() for row in desk.submission.table(Inspection)):
        yield "Kiểm tra công tác kiểm định chất lượng tại trường theo kế hoạch riêng."
    for row in desk.submission.table(Target):
        if isinstance(row.target, int | float) and row.subject:
            public = "công lập" if row.scope == Scope.PUBLIC else ""
            among = " ".join(filter(None, (_level_words(row.kind), public)))
            amount = vn_number(row.target, 1).removesuffix(",0")
            yield f"Chỉ tiêu {_SUBJECTS.get(row.subject, row.subject)}{among and f' ({among})'}: {amount}%."
    yield "Cập nhật sổ tự đánh giá, minh chứng điện tử; rà soát chứng nhận sắp hết hạn để chuẩn bị hồ sơ của năm học sau."


def _level_words(kind: str) -> str:
    """ "cấp học mầm non", "cấp học THCS"; "" for every level."""
    if kind in ("", KindName.MULTI_LEVEL):
        return kind.lower()
    return f"cấp học {kind if kind.isupper() else kind.lower()}"
