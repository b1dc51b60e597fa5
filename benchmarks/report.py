"""The lines of a measurement, and RESULTS.md and results.json made of them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

_INTRODUCTION = """# Tốc độ và bộ nhớ

Tệp này do `python -m benchmarks` ghi (cũng là `make bench`). Mỗi số đo đứng cạnh một thước đo chạy xen kẽ trong cùng
lần đo, nên tỷ số có nghĩa trên máy khác; số giây thì không. CPU là user + system của cả tiến trình con (kể cả khởi
động Python và các tiến trình nó sinh ra), mã nguồn đã biên dịch sẵn như khi cài; số ghi là trung vị, trong ngoặc là nhỏ nhất–lớn nhất của các lần chạy.
"""


GROUPS = (
    "Tổng hợp",
    "Hai tiến trình",
    "Tổng hợp lần hai, 1 % số tệp đổi",
    "Xuất minh chứng",
    "Khởi động",
    "Văn bản",
    "Sổ trống",
    "Nút bấm trong LibreOffice",
    "Xếp lịch, xếp đoàn",
)
"""Headings of the page, in its order."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing. `met` is None for what has no target and is only told."""

    group: str
    what: str
    target: str
    measured: str
    met: bool | None
    command: str
    note: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    """The bare numbers, for programs."""


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": str(round(os.getloadavg()[0], 1)).replace(".", ","),
    }


def save(lines: Iterable[Line], where: dict[str, Any], folder: Path) -> None:
    """Write both files; groups not measured this time keep their last lines."""
    new = [{**asdict(line), "load": where["load"]} for line in lines]
    measured = {line["group"] for line in new}
    path = folder / "results.json"
    old = json.loads(path.read_text(encoding="utf-8"))["lines"] if path.exists() else []
    kept = [line for line in old if line["group"] in set(GROUPS) - measured]
    data = {
        "schema": 1,
        "machine": where,
        "lines": sorted([*kept, *new], key=lambda line: GROUPS.index(line["group"])),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "RESULTS.md").write_text(as_markdown(data), encoding="utf-8")


def as_markdown(data: dict[str, Any]) -> str:
    """The page people read."""
    where = data["machine"]
    out = [
        _INTRODUCTION,
        f"Máy: {where['cores']} lõi, {where['system']}, Python {where['python']}. Từng phần có thể đo vào lúc khác nhau; tải"
        " máy lúc bắt đầu ghi ở cuối mỗi phần (lớn hơn số lõi thì máy đang bận việc khác, số đo kém chính xác).\n",
    ]
    for group in dict.fromkeys(line["group"] for line in data["lines"]):
        lines = [line for line in data["lines"] if line["group"] == group]
        out.append(f"## {group}\n\n| Điều đo | Mục tiêu | Đo được | Đạt |\n|---|---|---|---|")
        out += [
            f"| {line['what']} | {line['target'] or '–'} | {line['measured']} | {_met(line['met'])} |"
            for line in lines
        ]
        notes = [f"- {line['what']}: {line['note']}" for line in lines if line["note"]]
        commands = ", ".join(f"`{command}`" for command in dict.fromkeys(line["command"] for line in lines))
        load = lines[0].get("load", "không ghi lại")
        out.append("\n" + "\n".join([*notes, f"- Lệnh: {commands}; tải máy: {load}"]) + "\n")
    return "\n".join(out)


def _met(met: bool | None) -> str:
    return {True: "có", False: "**không**", None: ""}[met]
