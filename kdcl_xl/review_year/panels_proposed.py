"""People a plan found, laid into the panels, and why each: rows for the sheets "Đoàn đánh giá ngoài" and "Đề xuất"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kdcl_xl.forms.review_people import PanelMember, Proposal
from kdcl_xl.forms.review_words import PanelRole
from kdcl_xl.review_year.panels import Panel, PanelsProblem, Seat, broken_wishes
from kdcl_xl.review_year.scheduling_facts import YearFacts
from kdcl_xl.review_year.solver import Reason


def new_members(facts: YearFacts, seats: Mapping[str, Sequence[Seat]]) -> Iterator[PanelMember]:
    """A row for each new seat (by school key)."""
    for key, new in seats.items():
        file = facts.directory.schools[key]
        for seat in new:
            row = facts.directory.people[seat.person]
            yield PanelMember(
                school_id=file.school_id, school=file.name, person=row.code, name=row.name,
                position=", ".join(filter(None, (row.position, row.school))), role=seat.role, office=file.office,
                source="Đề xuất",
            )  # fmt: skip


def panel_rows(
    facts: YearFacts,
    problem: PanelsProblem,
    seats: Mapping[str, Sequence[Seat]],
    doubts: Mapping[str, Sequence[str]],
) -> Iterator[Proposal]:
    """Every panel with its new members and what spoke for them; the schools that have no date yet come last."""
    load = Counter(seat.person for new in seats.values() for seat in new)
    load.update(person for panel in problem.panels for person in panel.people)
    lost: defaultdict[str, list[Reason]] = defaultdict(list)
    for key, reason in broken_wishes(problem, seats):
        lost[key].append(reason)
    for panel in problem.panels:
        new = seats[panel.key]
        why = [f"đợt {panel.span.words}, không ai ở trường này, không ai có đợt khác gần hơn {problem.house.rest} ngày"]  # fmt: skip
        if new:
            loads = ", ".join(f"{facts.directory.full_name(seat.person)} {load[seat.person]}" for seat in new)
            why += [f"số đợt trong năm: {loads}", *doubts[panel.key]]
            why += [f"không giữ được: {reason.words}" for reason in lost[panel.key]]
        kept = f" Giữ nguyên {len(panel.seats)} người đã ghi." if panel.seats else ""
        yield Proposal(
            school=facts.directory.schools[panel.key].name,
            what=(f"{_named(facts, new)}." if new else "Đoàn đã đủ người.") + kept,
            why="; ".join(why) + ".",
        )
    for visit in facts.visits:
        if visit.span is None:
            yield Proposal(school=visit.file.name, what="Chưa xếp đoàn.", why="Trường chưa có ngày đánh giá ngoài.")  # fmt: skip


def _named(facts: YearFacts, seats: Sequence[Seat]) -> str:
    """ "Trưởng đoàn: …; Thư ký: …; Thành viên: …"."""
    by_role = {role: [facts.directory.full_name(seat.person) for seat in seats if seat.role == role] for role in PanelRole}  # fmt: skip
    return "; ".join(f"{role}: {', '.join(names)}" for role, names in by_role.items() if names)


def doubts_about(
    facts: YearFacts, problem: PanelsProblem, seats: Mapping[str, Sequence[Seat]]
) -> dict[str, list[str]]:
    """What of the new members the office has to look at, by panel; no request asked for it."""
    people = {person.key: person for person in problem.people}

    def doubts(panel: Panel) -> Iterator[str]:
        members = [people[seat.person] for seat in seats[panel.key]]
        for what, who in (
            ("không ghi đánh giá được cấp học này", [one for one in members if not one.judges(panel.level)]),
            ("chưa ghi năm tập huấn", [one for one in members if not one.trained]),
        ):
            if who:
                yield f"{what}: {', '.join(facts.directory.full_name(one.key) for one in who)}"

    return {panel.key: list(doubts(panel)) for panel in problem.panels}
