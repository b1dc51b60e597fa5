"""Tables of `danh-gia-ngoai` about a school's way: dossier, steps, feedback, results, certificates, improvement."""

from __future__ import annotations

from kdcl_xl.forms.columns import Code, Count, Figure, LongText, Ordinal, Row, ShortCode, Text, VnDate, column
from kdcl_xl.forms.review_words import CertificateKind, DossierOutcome, Meets, Reply, Verdict
from kdcl_xl.forms.vocabulary import KindName, Progress, YesNo


class DossierReview(Row, table="tbl_tham_dinh", sheet="Thẩm định hồ sơ", heading="THẨM ĐỊNH HỒ SƠ ĐĂNG KÝ", spare_rows=50, note="Mỗi lần nhận hồ sơ một dòng. Ô Đạt/Chưa đạt để trống là chưa xem."):  # fmt: skip
    """One dossier as it was received and looked through."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=30, key=True, required=True)
    received_on: VnDate | None = column("Ngày nhận", width=12, key=True)
    letters: Count | None = column("Số bản công văn", width=8, aliases=("Số công văn",), help="Mấy bản, ví dụ 2. Số, ký hiệu công văn của trường ghi ở cột Ghi chú.")  # fmt: skip
    reports: Count | None = column("Số quyển báo cáo", width=9)
    content: Text = column("Nội dung báo cáo", width=11, choices=Meets)
    evidence: Text = column("Minh chứng", width=11, choices=Meets)
    dates: Text = column("Thời hạn, ngày tháng", width=11, choices=Meets)
    reviewed_by: Text = column("Người thẩm định", width=22, personal=True)
    reviewed_on: VnDate | None = column("Ngày thẩm định", width=12)
    outcome: Text = column("Kết quả", width=15, choices=DossierOutcome)
    to_supplement: LongText = column("Nội dung cần bổ sung", width=40)
    supplement_by: VnDate | None = column("Hạn bổ sung", width=12)
    completed_on: VnDate | None = column("Ngày bổ sung xong", width=12)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class ReviewProcess(Row, table="tbl_cac_buoc", sheet="Các bước", heading="CÁC BƯỚC ĐÁNH GIÁ NGOÀI", spare_rows=50, note="Sáu bước của Điều 28 các Thông tư 17, 18, 19/2018. Ngày đã làm; việc chưa làm để trống."):  # fmt: skip
    """Where one school's external review stands: decision of the panel, days of the six steps."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=30, key=True, required=True)
    submitted_on: VnDate | None = column("Ngày trình Sở", width=12)
    decision: Text = column("Số quyết định đoàn", width=16)
    decided_on: VnDate | None = column("Ngày quyết định", width=12)
    research_on: VnDate | None = column("1. Nghiên cứu hồ sơ", width=12)
    preliminary_on: VnDate | None = column("2. Khảo sát sơ bộ", width=12)
    official_from: VnDate | None = column("3. Khảo sát chính thức từ", width=12)
    official_to: VnDate | None = column("3. Khảo sát chính thức đến", width=12)
    draft_on: VnDate | None = column("4. Dự thảo báo cáo", width=12)
    sent_on: VnDate | None = column("5. Gửi trường lấy ý kiến", width=12)
    answered_on: VnDate | None = column("5. Trường phản hồi", width=12)
    final_on: VnDate | None = column("6. Hoàn thiện báo cáo", width=12)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class Feedback(Row, table="tbl_phan_hoi", sheet="Ý kiến phản hồi", heading="Ý KIẾN PHẢN HỒI VỀ DỰ THẢO BÁO CÁO", spare_rows=60, note="Mỗi ý kiến của trường một dòng, cùng trả lời của đoàn."):  # fmt: skip
    """One remark of a school on the draft, and the panel's answer."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=30, key=True, required=True)
    number: Ordinal | None = column("STT", width=6, key=True)
    criterion: ShortCode = column("Tiêu chí", width=9)
    place: Text = column("Mục, trang", width=18)
    opinion: LongText = column("Ý kiến của trường", width=44, required=True)
    received_on: VnDate | None = column("Ngày nhận", width=12)
    reply: Text = column("Đoàn trả lời", width=16, choices=Reply)
    reason: LongText = column("Giải trình của đoàn", width=40)
    answered_on: VnDate | None = column("Ngày trả lời", width=12)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class Comparison(Row, table="tbl_doi_chieu", sheet="Đối chiếu", heading="ĐỐI CHIẾU TỰ ĐÁNH GIÁ VÀ ĐÁNH GIÁ NGOÀI", spare_rows=100, note="Mức ghi số: 0 là không đạt Mức 1; để trống là chưa đánh giá. Chênh lệch là dấu hiệu để xem lại, không phải kết luận."):  # fmt: skip
    """One criterion of one school: the level it gave itself, the level the panel or council found."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=30, key=True, required=True)
    criterion: ShortCode = column("Tiêu chí", width=9, key=True, required=True)
    title: Text = column("Tên tiêu chí", width=40)
    own: Ordinal | None = column("Mức tự đánh giá", width=10)
    found: Ordinal | None = column("Mức đánh giá ngoài", width=10)
    reason: LongText = column("Lý do chênh lệch", width=40)
    regulation: Code = column("Mã bộ tiêu chuẩn", width=20, key=True)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class Appraisal(Row, table="tbl_tham_dinh_cqg", sheet="Thẩm định công nhận", heading="HỘI ĐỒNG THẨM ĐỊNH CÔNG NHẬN CHUẨN QUỐC GIA", spare_rows=50, note="Theo Thông tư 57/2026 (Điều 16, 17, 19 và Mẫu 4, 5 như đã đọc lại, chưa đối chiếu). Hội đồng kết luận; chương trình chỉ đề xuất."):  # fmt: skip
    """One school before the council of the Sở (since 07/7/2026)."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=30, key=True, required=True)
    received_on: VnDate | None = column("Ngày nhận hồ sơ", width=12)
    visited_on: VnDate | None = column("Ngày kiểm tra thực tế", width=12)
    met_on: VnDate | None = column("Ngày họp hội đồng", width=12, key=True)
    seats: Count | None = column("Số thành viên", width=8)
    present: Count | None = column("Có mặt", width=8)
    votes: Count | None = column("Số phiếu đồng ý", width=8)
    level: Ordinal | None = column("Mức đạt", width=7)
    grade: Ordinal | None = column("Mức độ đề nghị", width=8)
    cohort: Text = column("Có khóa hoàn thành chương trình", width=11, choices=YesNo)
    years_of_data: Count | None = column("Số năm học có dữ liệu", width=9)
    facilities: Text = column("Bảo đảm cơ sở vật chất, an toàn", width=11, choices=YesNo)
    verdict: Text = column("Kết luận", width=24, choices=Verdict)
    reasons: LongText = column("Lý do, kiến nghị", width=40)
    notice: Text = column("Số thông báo kết quả", width=16)
    notified_on: VnDate | None = column("Ngày thông báo", width=12)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class Recognised(Row, table="tbl_cong_nhan", sheet="Kết quả, công nhận", heading="KẾT QUẢ VÀ CÔNG NHẬN", spare_rows=80, note="Mỗi quyết định công nhận một dòng, kể cả của những năm trước còn hạn. Có giá trị đến: ghi đúng ngày in trên giấy chứng nhận."):  # fmt: skip
    """One certificate or decision of recognition."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=30, key=True, required=True)
    kind: Text = column("Cấp học", width=13, choices=KindName)
    certificate: Text = column("Loại công nhận", width=11, key=True, required=True, choices=CertificateKind)
    found: Ordinal | None = column("Mức đánh giá ngoài", width=10)
    grade: Ordinal | None = column("Cấp độ, mức độ", width=9, required=True)
    decision: Code = column("Số quyết định", width=18, key=True)
    signed_on: VnDate | None = column("Ngày ký", width=12, required=True)
    valid_until: VnDate | None = column("Có giá trị đến", width=12)
    number: Code = column("Số giấy chứng nhận, bằng", width=18)
    authority: Text = column("Cơ quan công nhận", width=28)
    regulation: Code = column("Mã bộ tiêu chuẩn", width=18)
    ownership: Text = column("Loại hình", width=11)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)


class ImprovementTrack(Row, table="tbl_theo_doi_ct", sheet="Theo dõi cải tiến", heading="THEO DÕI CẢI TIẾN CHẤT LƯỢNG", spare_rows=150, note="Điểm yếu → giải pháp → minh chứng → kết quả, qua các năm. Mỗi năm học ít nhất hai lần rà soát (Điều 10 Thông tư 57/2026, chưa đối chiếu)."):  # fmt: skip
    """One measure of one school, followed until it is done."""

    school_id: Code = column("Mã trường", width=13, key=True)
    school: Text = column("Trường", width=28, key=True, required=True)
    source_year: Code = column("Năm học nguồn", width=11, key=True)
    criterion: ShortCode = column("Tiêu chí", width=9, key=True)
    issue: LongText = column("Điểm yếu, vấn đề", width=34, key=True)
    measure: LongText = column("Giải pháp", width=36, key=True, required=True)
    ends_on: VnDate | None = column("Hoàn thành trước", width=12)
    budget: Figure | None = column("Kinh phí (triệu đồng)", width=11)
    funding: Text = column("Nguồn kinh phí", width=16)
    state: Text = column("Tình trạng", width=18, choices=Progress)
    evidence: Text = column("Minh chứng kết quả", width=20)
    result: LongText = column("Kết quả", width=30)
    review_1_on: VnDate | None = column("Rà soát lần 1", width=12)
    review_1: LongText = column("Nhận xét lần 1", width=24)
    review_2_on: VnDate | None = column("Rà soát lần 2", width=12)
    review_2: LongText = column("Nhận xét lần 2", width=24)
    note: Text = column("Ghi chú", width=20)
    office: Text = column("Đơn vị", width=24, fixed=True)
    source: Text = column("Nguồn", width=20, fixed=True)
