"""The solver CP-SAT of OR-tools, an extra: loaded when asked for, run so that the same input gives the same output.

Nothing here depends on a clock or on the number of cores: one worker, a fixed seed, a limit counted in steps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kdcl_xl.text.dates import vn_date

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

EXTRA = "xep-lich"
_SEED = 20
_STEPS = 8.0
"""Deterministic time: about as many seconds of one core of this decade, but counted, not measured."""
_FIRST_LOOK = 4.0
"""The same for the first hint at a clash, which is then made small by trying."""


class SolverMissingError(Exception):
    """The extra is not installed; the text is for the user."""


T = TypeVar("T")


class Span(NamedTuple):
    """Days from the first to the last, both included."""

    first: dt.date
    last: dt.date

    def meets(self, other: Span) -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Span) -> bool:
        """Whether the other lies within this one."""
        return self.first <= other.first and other.last <= self.last

    @property
    def words(self) -> str:
        """ "05/04/2027–09/04/2027", one date for one day."""
        return (
            vn_date(self.first) if self.first == self.last else f"{vn_date(self.first)}–{vn_date(self.last)}"
        )


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One thing that limits a plan, as the office stated it, with its cell. Equal reasons are one constraint."""

    text: str
    sheet: str = ""
    cell: str = ""

    @property
    def words(self) -> str:
        """The sentence with its place: "… (ô B12, trang Ràng buộc xếp lịch)"."""
        return f"{self.text} (ô {self.cell}, trang {self.sheet})" if self.cell else self.text

    def as_json(self) -> dict[str, str]:
        """With English keys."""
        return {"reason": self.text, "sheet": self.sheet, "cell": self.cell}


@dataclass(frozen=True, slots=True)
class Clash:
    """Why there is no plan: constraints no one of which can be kept out, and whom they are about (keys)."""

    reasons: tuple[Reason, ...]
    about: tuple[str, ...]


def load() -> type[cp_model.CpModel]:
    """The class of models. Raises SolverMissingError with what to install."""
    try:
        from ortools.sat.python import cp_model
    except ImportError as error:
        raise SolverMissingError(
            "Lệnh này cần bộ giải OR-tools, một phần cài thêm chưa có trên máy này. "
            f"Cài bằng: pip install kdcl_xl[{EXTRA}]"
        ) from error
    return cp_model.CpModel


def solved(model: cp_model.CpModel, *, linear: bool = True) -> cp_model.CpSolver | None:
    """The best plan found within the steps, None when there is none. Raises SolverGaveUpError when neither is known.

    `linear`: look at linear relaxations too, which helps where counts over time decide, not where people are exchanged.
    """
    from ortools.sat.python import cp_model

    solver = _solver(_STEPS)
    if not linear:
        solver.parameters.linearization_level = 0
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return solver
    if status == cp_model.INFEASIBLE or (not linear and impossible(model)):
        return None
    raise SolverGaveUpError(
        "Bộ giải chưa tìm được cách xếp trong giới hạn tính toán, cũng chưa chứng minh là không có. "
        "Thầy/cô bớt ràng buộc, hoặc ghi sẵn ngày, người cho một số trường rồi chạy lại."
    )


class SolverGaveUpError(Exception):
    """Neither a plan nor a proof that there is none within the steps; the text is for the user."""


def suspected(model: cp_model.CpModel, switches: Mapping[Reason, cp_model.IntVar]) -> tuple[Reason, ...]:
    """Constraints that already clash, by the switches (assumptions) that turn them on; all of them when unsure.

    `model` has no objective. The set suffices for a clash but need not be small: see `smallest`.
    """
    from ortools.sat.python import cp_model

    by_index = {switch.index: reason for reason, switch in switches.items()}
    model.add_assumptions(list(switches.values()))
    solver = _solver(_FIRST_LOOK)
    if solver.solve(model) != cp_model.INFEASIBLE:
        return tuple(switches)
    core = [
        by_index[index] for index in solver.sufficient_assumptions_for_infeasibility() if index in by_index
    ]
    return tuple(reason for reason in switches if reason in set(core))


def smallest(items: Sequence[T], clashes: Callable[[Sequence[T]], bool], *, enough: int = 0) -> tuple[T, ...]:
    """A part of the items that still clashes while no one of it can be left out (deletion, in halves first).

    `clashes` is true of all items; an item is dropped whenever the rest clashes without it. With `enough`, a part that
    is still larger once eighths were tried is left as it is: a long list of names explains nothing.
    """
    kept, size = list(items), max(1, len(items) // 2)
    while True:
        place = 0
        while place < len(kept):
            rest = kept[:place] + kept[place + size :]
            if len(rest) < len(kept) and clashes(rest):
                kept = rest
            else:
                place += size
        if size == 1 or (enough and len(kept) > enough and size <= len(items) // 8):
            return tuple(kept)
        size = max(1, size // 2)


_NAMES = 12
"""More schools than this are counted, not named."""
_TRIALS, _TRIAL_STEPS, _ALL_TRIAL_STEPS = 120, 1.0, 10.0


class Trials:
    """Proofs that something is impossible, so many and so long altogether: then a clash stays as large as it is, but true."""

    def __init__(self) -> None:
        self._left, self._steps = _TRIALS, _ALL_TRIAL_STEPS

    def impossible(self, model: Callable[[], cp_model.CpModel]) -> bool:
        """Whether a model is proven to have no solution; unsure counts as no."""
        from ortools.sat.python import cp_model

        if self._left <= 0 or self._steps <= 0:
            return False
        solver = _solver(_TRIAL_STEPS)
        status = solver.solve(model())
        self._left -= 1
        self._steps -= solver.response_proto.deterministic_time
        return bool(status == cp_model.INFEASIBLE)


def clash_of(
    suspects: Sequence[Reason],
    subjects: Sequence[str],
    model: Callable[[Sequence[Reason], Sequence[str]], cp_model.CpModel],
) -> Clash:
    """The small clash within these suspects: as few constraints as can be, then whom they cannot be kept for."""
    trials = Trials()
    reasons = smallest(suspects, lambda some: trials.impossible(lambda: model(some, subjects)))
    about = smallest(subjects, lambda some: trials.impossible(lambda: model(reasons, some)), enough=_NAMES)
    return Clash(reasons, about)


class Plan:
    """A plan in the making: a model whose hard constraints are known by their reasons.

    `reasons`: the hard constraints that hold. `switched`: each behind its own literal instead, to be assumed.
    """

    def __init__(self, reasons: Collection[Reason], switched: bool):
        self.model = load()()
        self.reasons = frozenset(reasons)
        self.switches: dict[Reason, cp_model.IntVar] = {}
        if switched:
            self.switches = {reason: self.model.new_bool_var("") for reason in reasons}
        self.counts: list[tuple[cp_model.IntVar, list[cp_model.IntVar], int]] = []
        """What `above` counts: the result, the literals, the share."""

    def choice(self, against: Iterable[Reason]) -> cp_model.IntVar | None:
        """A literal for something these constraints rule out; None where they cannot be switched off."""
        forbidding = dict.fromkeys(against)
        if forbidding and not self.switches:
            return None
        literal = self.model.new_bool_var("")
        for reason in forbidding:
            self.model.add_implication(self.switches[reason], ~literal)
        return literal

    def hold(self, reason: Reason, constraint: cp_model.BoundedLinearExpression | bool) -> None:
        """Add a hard constraint."""
        held = self.model.add(constraint)
        if reason in self.switches:
            held.only_enforce_if(self.switches[reason])

    def above(self, literals: list[cp_model.IntVar], share: int) -> cp_model.IntVar:
        """How many of the literals are true above a share, once the objective keeps it small."""
        over = self.model.new_int_var(0, len(literals) + max(0, -share), "")
        self.model.add(over >= sum(literals) - share)
        self.counts.append((over, literals, share))
        return over


def clash_between(
    plan: Callable[[Sequence[Reason], Sequence[str], bool], Plan],
    reasons: Sequence[Reason],
    subjects: Sequence[str],
) -> Clash:
    """The small clash of a problem without a solution; `plan`: constraints, subjects, whether with switches."""
    switched = plan(reasons, subjects, True)
    suspects = suspected(switched.model, switched.switches)
    return clash_of(suspects, subjects, lambda some, keys: plan(some, keys, False).model)


def impossible(model: cp_model.CpModel) -> bool:
    """Whether a model is proven to have no solution within the steps of a first look; unsure counts as no."""
    from ortools.sat.python import cp_model

    return bool(_solver(_FIRST_LOOK).solve(model) == cp_model.INFEASIBLE)


def _solver(steps: float) -> cp_model.CpSolver:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    solver.parameters.max_deterministic_time = steps
    return solver
