from pathlib import PureWindowsPath

import pytest

from kdcl_xl.install.home import NoHomeError, choose_home, is_safe


def everywhere(_folder: str) -> bool:
    return True


@pytest.mark.parametrize(
    "folder", [r"C:\kdcl", r"C:\Users\an\AppData\Local\kdcl", r"D:\Phan mem (x86)\kdcl_1.0"]
)
def test_a_plain_path_is_safe(folder: str) -> None:
    assert is_safe(folder)


@pytest.mark.parametrize(
    "folder",
    [r"C:\Users\Nguyễn Văn An\kdcl", r"C:\A&B\kdcl", r"C:\100%\kdcl", r"C:\a^b", r"\\may-chu\chung\kdcl", r"C:\a!b", "C:\\a\"b"],
)  # fmt: skip
def test_a_path_that_excel_cannot_hand_on_is_not(folder: str) -> None:
    assert not is_safe(folder)


def test_the_users_own_folder_comes_first() -> None:
    environment = {"LOCALAPPDATA": r"C:\Users\an\AppData\Local", "USERNAME": "an"}
    assert choose_home(environment, everywhere) == PureWindowsPath(r"C:\Users\an\AppData\Local\kdcl")


def test_a_vietnamese_user_name_leads_to_a_folder_of_ones_own_below_programdata() -> None:
    environment = {
        "LOCALAPPDATA": r"C:\Users\Nguyễn An\AppData\Local",
        "USERNAME": "Nguyễn An",
        "PROGRAMDATA": r"C:\ProgramData",
    }
    assert choose_home(environment, everywhere) == PureWindowsPath(r"C:\ProgramData\kdcl-NguynAn")


def test_an_upgrade_stays_where_it_was() -> None:
    environment = {"KDCL_HOME": r"D:\kdcl", "LOCALAPPDATA": r"C:\Users\an\AppData\Local"}
    assert choose_home(environment, everywhere) == PureWindowsPath(r"D:\kdcl")


def test_an_earlier_home_that_is_gone_is_no_obstacle() -> None:
    environment = {"KDCL_HOME": r"E:\kdcl", "LOCALAPPDATA": r"C:\Users\an\AppData\Local"}
    chosen = choose_home(environment, lambda folder: not folder.startswith("E:"))
    assert chosen == PureWindowsPath(r"C:\Users\an\AppData\Local\kdcl")


def test_a_folder_asked_for_is_refused_with_the_reason() -> None:
    with pytest.raises(NoHomeError, match="chữ không dấu"):
        choose_home({}, everywhere, wanted=r"D:\Phần mềm")
    with pytest.raises(NoHomeError, match="Không ghi được"):
        choose_home({}, lambda _folder: False, wanted=r"D:\kdcl")


def test_nowhere_to_install_says_what_was_tried_and_what_to_do() -> None:
    environment = {"LOCALAPPDATA": r"C:\Users\an\AppData\Local", "USERNAME": "an"}
    with pytest.raises(NoHomeError, match=r"đã thử C:\\Users\\an\\AppData\\Local\\kdcl, .*người quản trị"):
        choose_home(environment, lambda _folder: False)
