from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from kdcl_xl.install.windows import Installer, InstallError, main
from tests.install.pretended import PretendedWindows

OFFICE = r"Software\Microsoft\Office"
EXCEL = rf"{OFFICE}\16.0\Excel"
OPTIONS = rf"{EXCEL}\Options"
LOCATIONS = rf"{EXCEL}\Security\Trusted Locations"
LOCAL = r"C:\Users\an\AppData\Local"
ADD_IN = rf'"{LOCAL}\kdcl\chuong-trinh\kdcl.xlam"'


class Desk:
    """A bundle to install from, a pretended Windows with Excel 2016, and what the installer said."""

    def __init__(self, tmp_path: Path) -> None:
        self.windows = PretendedWindows(tmp_path / "may")
        self.windows.set_value(OPTIONS, "Font", "Times New Roman,12")
        self.source = tmp_path / "goi"
        for name in ("python/python.exe", "python/pythonw.exe", "python/Lib/a.py", "kdcl.xlam", "mau/mau.xlsx", "tai-lieu/cai-dat.md"):  # fmt: skip
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
        self.said: list[str] = []
        self.environment = {
            "LOCALAPPDATA": LOCAL,
            "APPDATA": r"C:\Users\an\AppData\Roaming",
            "USERNAME": "an",
        }

    def installer(self) -> Installer:
        return Installer(self.windows, self.source, self.environment, self.said.append, self.windows.place)

    def at(self, path: str) -> Path:
        return self.windows.place(PureWindowsPath(path))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_first_installation(desk: Desk) -> None:
    home = desk.installer().install()
    assert home == PureWindowsPath(rf"{LOCAL}\kdcl")
    assert desk.at(rf"{LOCAL}\kdcl\chuong-trinh\kdcl.xlam").is_file()
    assert desk.windows.values("Environment") == {"KDCL_HOME": rf"{LOCAL}\kdcl"}
    assert desk.windows.told == 1
    assert desk.windows.values(OPTIONS) == {"Font": "Times New Roman,12", "OPEN": ADD_IN}
    assert desk.windows.values(rf"{LOCATIONS}\Location0") == {
        "Path": rf"{LOCAL}\kdcl\chuong-trinh" + "\\",
        "AllowSubfolders": 1,
        "Description": "kdcl_xl",
    }
    menu = desk.at(r"C:\Users\an\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\KĐCL")
    assert sorted(path.name for path in menu.iterdir()) == [
        "Cửa sổ KĐCL.lnk",
        "Hướng dẫn.lnk",
        "Mẫu trống.lnk",
    ]
    assert "kdcl.xlam" in desk.windows.unblocked
    assert any(desk.at(rf"{LOCAL}\kdcl\chuong-trinh\python\Lib").rglob("a.*.pyc"))
    assert desk.said[-1].startswith("Đã cài kdcl_xl")


def test_a_folder_of_the_school_with_the_same_name_is_left_alone(desk: Desk) -> None:
    own = desk.at(r"D:\Tai lieu\chuong-trinh\Toan 6.docx")
    own.parent.mkdir(parents=True)
    own.write_bytes(b"cua nha truong")
    with pytest.raises(InstallError, match="không phải của kdcl_xl"):
        desk.installer().install(r"D:\Tai lieu")
    assert own.read_bytes() == b"cua nha truong"
    assert "Environment" not in desk.windows.keys
    assert desk.installer().install(r"D:\Tai lieu\kdcl") == PureWindowsPath(r"D:\Tai lieu\kdcl")


def test_installing_twice_is_the_same_as_once_and_keeps_the_settings(desk: Desk) -> None:
    desk.installer().install()
    once = {key: dict(values) for key, values in desk.windows.keys.items()}
    own = desk.at(rf"{LOCAL}\kdcl\thiet-lap\thiet-lap.toml")
    own.write_text("[tong-hop]\n", encoding="utf-8")
    (desk.source / "moi.txt").write_bytes(b"")
    desk.installer().install()
    assert desk.windows.keys == once
    assert own.read_text(encoding="utf-8") == "[tong-hop]\n"
    assert desk.at(rf"{LOCAL}\kdcl\chuong-trinh\moi.txt").is_file()


def test_other_add_ins_and_trusted_folders_stay(desk: Desk) -> None:
    for name, value in (("OPEN", "/A"), ("OPEN1", ADD_IN), ("OPEN2", '/R "D:\\khac.xlam"')):
        desk.windows.set_value(OPTIONS, name, value)
    desk.windows.set_value(rf"{LOCATIONS}\Location0", "Path", "D:\\Mau\\")
    desk.installer().install()
    options = desk.windows.values(OPTIONS)
    assert (options["OPEN"], options["OPEN1"], options["OPEN2"]) == ("/A", '/R "D:\\khac.xlam"', ADD_IN)
    assert desk.windows.values(rf"{LOCATIONS}\Location0") == {"Path": "D:\\Mau\\"}
    desk.installer().remove()
    options = desk.windows.values(OPTIONS)
    assert (options["OPEN"], options["OPEN1"]) == ("/A", '/R "D:\\khac.xlam"')
    assert "OPEN2" not in options
    assert desk.windows.subkeys(LOCATIONS) == ["Location0"]


def test_an_upgrade_while_excel_is_open_changes_nothing(desk: Desk) -> None:
    desk.installer().install()
    desk.windows.running.add("EXCEL.EXE")
    (desk.source / "moi.txt").write_bytes(b"")
    with pytest.raises(InstallError, match="Excel đang mở"):
        desk.installer().install()
    assert desk.at(rf"{LOCAL}\kdcl\chuong-trinh\kdcl.xlam").is_file()
    assert not desk.at(rf"{LOCAL}\kdcl\chuong-trinh\moi.txt").exists()


def test_a_copy_that_breaks_off_leaves_the_old_program(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.installer().install()
    rename = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name.endswith(".moi"):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(InstallError, match="bản đang có vẫn dùng được"):
        desk.installer().install()
    assert desk.at(rf"{LOCAL}\kdcl\chuong-trinh\kdcl.xlam").is_file()


def test_removal_keeps_the_users_own_unless_all_is_asked(desk: Desk) -> None:
    desk.installer().install()
    desk.installer().remove()
    assert not desk.at(rf"{LOCAL}\kdcl\chuong-trinh").exists()
    assert desk.at(rf"{LOCAL}\kdcl\thiet-lap").is_dir()
    assert "KDCL_HOME" not in desk.windows.values("Environment")
    assert desk.windows.values(OPTIONS) == {"Font": "Times New Roman,12"}
    desk.installer().install()
    desk.installer().remove(everything=True)
    assert not desk.at(rf"{LOCAL}\kdcl\thiet-lap").exists()


def test_removing_what_is_not_there_says_so(desk: Desk) -> None:
    with pytest.raises(InstallError, match="Không thấy kdcl_xl"):
        desk.installer().remove()


def test_policies_that_block_macros_are_named_with_what_to_do(desk: Desk) -> None:
    security = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
    desk.windows.set_value(security, "VBAWarnings", 4)
    desk.windows.set_value(rf"{security}\Trusted Locations", "AllLocationsDisabled", 1)
    desk.installer().install()
    assert any("tắt mọi macro" in sentence and "Cửa sổ KĐCL" in sentence for sentence in desk.said)
    assert any("chữ ký" in sentence.casefold() for sentence in desk.said)


def test_a_pc_without_excel_gets_the_rest(desk: Desk) -> None:
    desk.windows.delete_key(OFFICE)
    desk.installer().install()
    assert any("Không thấy Excel" in sentence for sentence in desk.said)
    assert desk.at(rf"{LOCAL}\kdcl\chuong-trinh\kdcl.xlam").is_file()


def test_a_shortcut_that_fails_does_not_stop_the_installation(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(desk.windows, "shortcut", refuse)
    desk.installer().install()
    assert sum("Chưa tạo được lối tắt" in sentence for sentence in desk.said) == 3
    assert desk.said[-1].startswith("Đã cài")


def test_the_installed_copy_does_not_install_itself(desk: Desk) -> None:
    home = desk.installer().install()
    installed = Installer(
        desk.windows, desk.windows.place(home / "chuong-trinh"), desk.environment, print, desk.windows.place
    )
    with pytest.raises(InstallError, match="Giải nén"):
        installed.install()


def test_elsewhere_than_on_windows_the_command_says_it_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert "Windows" in capsys.readouterr().err
