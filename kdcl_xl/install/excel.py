"""Excel's own settings: the add-in that opens with it, and the folder it trusts.

Keys of HKEY_CURRENT_USER only, so no administrator is needed:
`Software\\Microsoft\\Office\\<version>\\Excel\\Options` (OPEN, OPEN1, …) and `…\\Excel\\Security\\Trusted Locations`.
"""

from __future__ import annotations

import re
from pathlib import PureWindowsPath

from kdcl_xl.install.system import System

_OFFICE = r"Software\Microsoft\Office"
_POLICIES = r"Software\Policies\Microsoft\Office"
_VERSIONS = {"14.0": "Excel 2010", "15.0": "Excel 2013", "16.0": "Excel 2016 trở lên"}
_OPEN = re.compile(r"OPEN(\d*)")
_DESCRIPTION = "kdcl_xl"
_ALL_BLOCKED = 4


def excel_versions(system: System) -> dict[str, str]:
    """Version → name for people, of every Excel this user has opened at least once."""
    present = set(system.subkeys(_OFFICE))
    return {
        version: name
        for version, name in _VERSIONS.items()
        if version in present and "Excel" in system.subkeys(rf"{_OFFICE}\{version}")
    }


def register(system: System, version: str, add_in: PureWindowsPath) -> None:
    """Let this Excel open the add-in at each start and trust its folder. Twice is the same as once."""
    _drop_open_entries(system, version)
    options = rf"{_OFFICE}\{version}\Excel\Options"
    taken = {int(found[1] or 0) for name in system.values(options) if (found := _OPEN.fullmatch(name))}
    number = next(n for n in range(len(taken) + 1) if n not in taken)
    system.set_value(options, _open_name(number), f'"{add_in}"')
    _trust(system, version, add_in.parent)


def unregister(system: System, version: str) -> None:
    """Take back what `register` did; other add-ins and other trusted folders stay."""
    _drop_open_entries(system, version)
    locations = _locations(version)
    for name in system.subkeys(locations):
        if system.values(rf"{locations}\{name}").get("Description") == _DESCRIPTION:
            system.delete_key(rf"{locations}\{name}")


def obstacles(system: System, version: str) -> list[str]:
    """Policies of the office that keep the buttons from working, each in a sentence."""
    name = _VERSIONS[version]
    security = rf"{_POLICIES}\{version}\Excel\Security"
    found = []
    if system.values(security).get("VBAWarnings") == _ALL_BLOCKED:
        found.append(
            f"{name}: chính sách của đơn vị tắt mọi macro; thẻ KĐCL sẽ không hiện. Dùng “Cửa sổ KĐCL” thay cho nút trong Excel."
        )
    if system.values(rf"{security}\Trusted Locations").get("AllLocationsDisabled") == 1:
        found.append(
            f"{name}: chính sách của đơn vị bỏ mọi vị trí tin cậy; chỉ phần bổ trợ đã ký số mới chạy. Xem mục “Chữ ký số” trong cai-dat.md."
        )
    return found


def _drop_open_entries(system: System, version: str) -> None:
    """Remove ours and close the gap: Excel stops reading at the first number that is missing."""
    options = rf"{_OFFICE}\{version}\Excel\Options"
    numbered = sorted(
        (int(found[1] or 0), name, str(value))
        for name, value in system.values(options).items()
        if (found := _OPEN.fullmatch(name))
    )
    kept = [value for _number, _name, value in numbered if not _is_ours(value)]
    if len(kept) == len(numbered):
        return
    for _number, name, _value in numbered:
        system.delete_value(options, name)
    for number, value in enumerate(kept):
        system.set_value(options, _open_name(number), value)


def _is_ours(value: str) -> bool:
    return PureWindowsPath(value.removeprefix("/R").strip().strip('"')).name.lower() == "kdcl.xlam"


def _open_name(number: int) -> str:
    return f"OPEN{number or ''}"


def _locations(version: str) -> str:
    return rf"{_OFFICE}\{version}\Excel\Security\Trusted Locations"


def _trust(system: System, version: str, folder: PureWindowsPath) -> None:
    locations = _locations(version)
    names = system.subkeys(locations)
    ours = [n for n in names if system.values(rf"{locations}\{n}").get("Description") == _DESCRIPTION]
    number = next(n for n in range(len(names) + 1) if f"Location{n}" not in names)
    key = rf"{locations}\{ours[0] if ours else f'Location{number}'}"
    system.set_value(key, "Path", f"{folder}\\")
    system.set_value(key, "AllowSubfolders", 1)
    system.set_value(key, "Description", _DESCRIPTION)
