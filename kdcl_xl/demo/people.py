"""Invented people: names drawn from common Vietnamese family, middle and given names. Nobody real is meant."""

from __future__ import annotations

import random
from dataclasses import dataclass

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")  # fmt: skip
_FAMILY_WEIGHTS = (30, 12, 11, 8, 7, 5, 4, 4, 4, 4, 3, 3, 2, 2, 1)
_WOMEN_MIDDLE = ("Thị Thu", "Thị Kim", "Thị Ngọc", "Thị Mỹ", "Thị Bích", "Thị Hồng", "Thị Minh", "Thị Thanh", "Ngọc", "Thùy", "Bảo", "Quỳnh")  # fmt: skip
_WOMEN_GIVEN = ("An", "Châu", "Dung", "Diễm", "Hạnh", "Hiền", "Hoa", "Hương", "Lan", "Liên", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phượng", "Thảo", "Thủy", "Trang", "Tuyết", "Vân", "Xuân", "Yến")  # fmt: skip
_MEN_MIDDLE = ("Văn", "Hữu", "Minh", "Quốc", "Thanh", "Đức", "Hoàng", "Công", "Trọng", "Xuân", "Anh", "Gia")
_MEN_GIVEN = ("An", "Bình", "Cường", "Dũng", "Đạt", "Đông", "Hải", "Hiếu", "Hùng", "Khánh", "Khoa", "Long", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Tâm", "Thành", "Thịnh", "Toàn", "Trí", "Vinh")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person and the position held at school."""

    name: str
    position: str


def person(rng: random.Random, position: str, *, women: float = 0.75) -> Person:
    """One invented person; `women` is the probability of a woman's name."""
    family = rng.choices(_FAMILY, _FAMILY_WEIGHTS)[0]
    if rng.random() < women:
        middle, given = rng.choice(_WOMEN_MIDDLE), rng.choice(_WOMEN_GIVEN)
    else:
        middle, given = rng.choice(_MEN_MIDDLE), rng.choice(_MEN_GIVEN)
    return Person(f"{family} {middle} {given}", position)


def staff(rng: random.Random, positions: tuple[str, ...], *, women: float = 0.75) -> list[Person]:
    """One person for each position, all with different names."""
    found: list[Person] = []
    taken: set[str] = set()
    for position in positions:
        while (someone := person(rng, position, women=women)).name in taken:
            pass
        taken.add(someone.name)
        found.append(someone)
    return found


def sample_phone(number: int) -> str:
    """A phone number that is clearly a sample: 0900 000 001 …"""
    return f"0900 000 {number % 1000:03}"
