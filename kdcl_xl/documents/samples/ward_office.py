"""The ward the samples of offices come from: Phòng Văn hóa - Xã hội xã Khê Hạ and one of its schools. All invented."""

from __future__ import annotations

from kdcl_xl.documents.letterhead import Letterhead, Signer

COMMITTEE = "Ủy ban nhân dân xã Khê Hạ"
OFFICE = "Phòng Văn hóa - Xã hội xã Khê Hạ"
DEPARTMENT = "Sở Giáo dục và Đào tạo tỉnh Bắc Sơn Hà"
PLACE = "Khê Hạ"
SCHOOL = "Trường Trung học cơ sở Nguyễn Thị Lộ"
HEAD_OF_OFFICE = Signer(lines=("TRƯỞNG PHÒNG",), name="Mạc Thị Thu Giang")


def office_head(symbol: str) -> Letterhead:
    """The letterhead of a paper of the office, in 2027."""
    return Letterhead(
        parent_body=COMMITTEE.upper(), body="PHÒNG VĂN HÓA - XÃ HỘI", symbol=symbol, place=PLACE, year=2027
    )
