"""The harness of `make bench` runs: every kind of child, both files written. No time is asserted anywhere."""

from __future__ import annotations

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.report import GROUPS, Line, save
from benchmarks.suites import SUITES


def test_a_quick_run_writes_its_lines(tmp_path, capsys):
    assert main(["--nhanh", "--ra", str(tmp_path), "tong-hop", "lan-hai", "minh-chung"]) == 0
    data = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    told = {line["what"]: line for line in data["lines"]}
    assert told["Kết quả giống hệt chạy lại toàn bộ"]["met"]
    assert told["Tệp không đổi mà bị mở (đếm mọi lần mở tệp bằng audit hook)"]["met"]
    assert told["2.100 dòng sang trang tiếp theo"]["measured"] == "2.000 + 100"
    assert {line["group"] for line in data["lines"]} <= set(GROUPS)
    page = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert all(line["what"] in page for line in data["lines"])
    assert "mục tiêu" in capsys.readouterr().out


def test_measuring_one_group_again_leaves_the_others(tmp_path):
    lines = [Line(group, "một việc", "≤ 1", "2", False, "lệnh") for group in (GROUPS[1], GROUPS[0])]
    where = {"python": "3", "system": "x", "cores": 2, "load": "0,1"}
    save(lines, where, tmp_path)
    save([Line(GROUPS[1], "một việc", "≤ 1", "1", True, "lệnh")], where, tmp_path)
    kept = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["lines"]
    assert [(line["group"], line["measured"]) for line in kept] == [(GROUPS[0], "2"), (GROUPS[1], "1")]
    assert "**không**" in (tmp_path / "RESULTS.md").read_text(encoding="utf-8")


def test_unknown_names_are_refused(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["tong-hop-nhanh"])
    assert stop.value.code == 2
    assert "tong-hop" in capsys.readouterr().err
    assert "tong-hop" in SUITES
