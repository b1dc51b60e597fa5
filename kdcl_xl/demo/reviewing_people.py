"""The people of external review in the sample: a pool of reviewers, panels, groups, councils. Nobody real is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from kdcl_xl.demo.people import Person, staff
from kdcl_xl.demo.reviewing_desk import dice
from kdcl_xl.demo.schools import SampleSchool
from kdcl_xl.forms.review_people import CouncilSeat, PanelMember, Reviewer
from kdcl_xl.forms.review_words import PanelRole, SeatRole
from kdcl_xl.forms.vocabulary import KindName, YesNo
from kdcl_xl.law.regulation import Regulation

_OF_A_SCHOOL = ("Phó hiệu trưởng", "Hiệu trưởng", "Tổ trưởng chuyên môn", "Giáo viên cốt cán")
_SENT_BY: Mapping[KindName, int] = {KindName.PRESCHOOL: 3, KindName.PRIMARY: 4}
"""How many a school of a kind sends, others four."""
_OFFICERS = ("Phó Trưởng phòng", "Chuyên viên", "Chuyên viên", "Chuyên viên", "Chuyên viên")
_SEATS, _REST = 5, 7
"""Members of a panel, days between two visits of one person."""
_DUTIES = {
    SeatRole.CHAIR: "Điều hành, kết luận",
    SeatRole.LEADER: "Điều hành, kết luận",
    SeatRole.VICE_CHAIR: "Giúp Chủ tịch, phụ trách kiểm tra thực tế",
    SeatRole.SECRETARY: "Tổng hợp, lập biên bản",
    SeatRole.MEMBER: "Nghiên cứu hồ sơ, cho ý kiến bằng văn bản",
}


def pool(schools: Sequence[SampleSchool], office: str) -> list[Reviewer]:
    """Reviewers from the schools of a Phòng and from the Phòng itself, with codes NS001, NS002 …"""
    rng = dice("nhan-su", office)
    places: list[tuple[str, SampleSchool | None]] = []
    for school in schools:
        places += [(text, school) for text in _OF_A_SCHOOL[: _SENT_BY.get(school.kind_name, 4)]]
    places += [(text, None) for text in _OFFICERS]
    people = staff(rng, tuple(position for position, _ in places))
    return [
        _reviewer(number, person, school, office)
        for number, (person, (_, school)) in enumerate(zip(people, places, strict=True), start=1)
    ]


def _reviewer(number: int, person: Person, school: SampleSchool | None, office: str) -> Reviewer:
    leads = person.position in ("Hiệu trưởng", "Phó Trưởng phòng")
    writes = person.position in ("Phó hiệu trưởng", "Chuyên viên")
    return Reviewer(
        code=f"NS{number:03}",
        name=person.name,
        position=person.position,
        school_id=school.id if school else "",
        school=school.name if school else office,
        kinds=_kinds(school),
        trained=2019 + number % 5,
        served=number % 4,
        can_lead=str(YesNo.YES if leads else YesNo.NO),
        can_write=str(YesNo.YES if writes else YesNo.NO),
        available=str(YesNo.YES),
        phone=f"0900 000 {400 + number:03}",
    )


def _kinds(school: SampleSchool | None) -> str:
    """Teachers of general schools know both levels; officers every one."""
    if school is None:
        return ""
    kind = school.kind_name
    return str(kind) if kind is KindName.PRESCHOOL else f"{KindName.PRIMARY}; {KindName.LOWER_SECONDARY}"


def seat_by_hand(
    school: SampleSchool, visit: dt.date, people: Sequence[Reviewer], taken: dict[str, list[dt.date]]
) -> list[PanelMember]:
    """A panel of five without a solver: free people of that level with the fewest visits. `taken` is brought up to date."""

    def free(person: Reviewer) -> bool:
        near = (abs((visit - day).days) <= _REST + 3 for day in taken.get(person.code, []))
        fits = not person.kinds or school.kind_name in person.kinds.split("; ")
        return person.school_id != school.id and fits and not any(near)

    waiting = sorted(filter(free, people), key=lambda person: (len(taken.get(person.code, [])), person.code))
    head = next(person for person in waiting if person.can_lead == YesNo.YES)
    writer = next(person for person in waiting if person.can_write == YesNo.YES)
    rest = [person for person in waiting if person not in (head, writer)][: _SEATS - 2]
    roles = [PanelRole.HEAD, PanelRole.SECRETARY, *[PanelRole.MEMBER] * len(rest)]
    seats = []
    for person, role in zip((head, writer, *rest), roles, strict=True):
        taken.setdefault(person.code, []).append(visit)
        seats.append(
            PanelMember(
                school_id=school.id, school=school.name, person=person.code, name=person.name,
                position=f"{person.position}, {person.school}", role=str(role),
            )
        )  # fmt: skip
    return seats


def share_out(members: Sequence[PanelMember], rules: Regulation) -> None:
    """Every criterion to one member, in the order of the criteria and in parts of like size."""
    codes = [criterion.code for criterion in rules.criteria]
    for place, member in enumerate(members):
        first, last = (len(codes) * edge // len(members) for edge in (place, place + 1))
        member.criteria = "; ".join(codes[first:last])


def group_for_dossiers(office: str, place: str) -> list[CouncilSeat]:
    """Tổ thẩm định hồ sơ of a Phòng or a ward."""
    heads = ("Phó Trưởng phòng", "Chuyên viên", "Chuyên viên")
    roles = (SeatRole.LEADER, SeatRole.SECRETARY, SeatRole.MEMBER)
    return list(_seats("Tổ thẩm định hồ sơ", office, place, heads, roles))


def council(office: str) -> list[CouncilSeat]:
    """Hội đồng thẩm định of the Sở (TT 57/2026): seven people."""
    heads = ("Phó Giám đốc", "Trưởng phòng", "Chuyên viên", "Phó Trưởng phòng", "Chuyên viên chính", "Chuyên viên", "Chuyên viên")  # fmt: skip
    roles = (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.SECRETARY, *[SeatRole.MEMBER] * 4)
    return list(_seats("Hội đồng thẩm định của Sở", office, office, heads, roles))


def _seats(
    body: str, office: str, place: str, positions: Sequence[str], roles: Sequence[SeatRole]
) -> Iterator[CouncilSeat]:
    for person, role in zip(staff(dice(body, office), tuple(positions)), roles, strict=True):
        yield CouncilSeat(
            body=body, name=person.name, position=f"{person.position}, {place}", role=str(role), duty=_DUTIES[role]
        )  # fmt: skip
