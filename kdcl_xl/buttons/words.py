"""The same sentences for people who press buttons: jobs name commands and options, a secretary has never seen any.

What no button does stays as the jobs say it.
"""

from __future__ import annotations

import re

_BUTTON_OF = {
    "minh-chung danh-so": "danh-so-minh-chung",
    "kiem-tra": "kiem-tra",
    "muc": "tinh-muc",
    "chia": "chia-nhom",
    "ghep": "ghep-phan",
    "dong-goi": "dong-goi",
    "tong-hop": "tong-hop",
    "tinh-trang": "tinh-trang",
    "van-ban": "xuat-van-ban",
}
_NAMES = "|".join(map(re.escape, _BUTTON_OF))
_RUN = re.compile(rf"\b([Cc])hạy (?:lệnh )?kdcl ({_NAMES})\b")
_COMMAND = re.compile(rf"\b(?:(?:lệnh )?kdcl|lệnh) ({_NAMES})\b")
_OPTIONS = (
    (" (--danh-muc)", ""),
    (" cho --ra", ""),
    ("Nơi ghi --ra trùng", "Nơi ghi trùng"),
    ("đóng gói bản nháp bằng --ban-nhap", "chọn đóng gói bản nháp"),
    (" không có --word", " bằng sổ Excel"),
    (" --danh-sach", ""),
    ("lệnh này cần", "nút này cần"),
)


def in_button_words(text: str) -> str:
    """`Chạy kdcl kiem-tra` → `Bấm “Kiểm tra trước khi nộp”`."""
    from kdcl_xl.buttons.registry import buttons

    def label(command: str) -> str:
        return f"“{buttons()[_BUTTON_OF[command]].label.rstrip('…')}”"

    text = _RUN.sub(lambda found: f"{'B' if found[1] == 'C' else 'b'}ấm {label(found[2])}", text)
    text = _COMMAND.sub(lambda found: f"nút {label(found[1])}", text)
    for theirs, ours in _OPTIONS:
        text = text.replace(theirs, ours)
    return text
