"""Help, about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kdcl_xl.buttons.registry import Needs, Press, button

if TYPE_CHECKING:
    from kdcl_xl.workbook.plan import Plan

_GROUP = "Trợ giúp"


@button(
    "tro-giup", "Trợ giúp", "Hướng dẫn sử dụng các nút.", group=_GROUP, icon="tro-giup", needs=Needs.NOTHING
)
def help_page(_press: Press) -> Plan:
    """Where the guide lies, and the buttons in one line each."""
    from kdcl_xl.buttons.registry import buttons
    from kdcl_xl.workbook.plan import Plan

    lines = [f"{each.label}: {each.tip}" for each in buttons().values()]
    return Plan(message="Mỗi nút làm một việc; đưa chuột lên nút để xem lời giải thích.", lines=lines)


@button(
    "thong-tin",
    "Thông tin",
    "Phiên bản chương trình, nơi đặt thiết lập và nhật ký.",
    group=_GROUP,
    icon="thong-tin",
    needs=Needs.NOTHING,
)
def about(press: Press) -> Plan:
    """Version, settings in effect, where the log lies."""
    from importlib.metadata import version

    from kdcl_xl.folders import log_file, settings_file
    from kdcl_xl.law.regulation import regulation_ids
    from kdcl_xl.workbook.plan import Plan

    number = version("kdcl-xl")
    facts: Mapping[str, str] = {
        "Phiên bản": number,
        "Bộ tiêu chuẩn": ", ".join(regulation_ids()),
        "Thiết lập": str(settings_file()),
        "Mã thiết lập đang dùng": press.settings.digest,
        "Nhật ký": str(log_file()),
    }
    return Plan(
        message=f"kdcl_xl phiên bản {number}.", lines=[f"{name}: {value}" for name, value in facts.items()]
    )
