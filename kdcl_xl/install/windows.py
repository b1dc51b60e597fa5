"""Install, upgrade and remove kdcl_xl for one Windows user, without administrator rights.

Run by `cai-dat.cmd` with the bundle's own Python. The program is replaced as a whole; settings, logs and undo steps
lie beside it and stay. Nothing is changed in Excel before the program lies in its place.
"""

from __future__ import annotations

import compileall
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path, PureWindowsPath

from kdcl_xl.install import excel
from kdcl_xl.install.home import HOME_VARIABLE, NoHomeError, choose_home
from kdcl_xl.install.system import System, ThisUser

PROGRAM = "chuong-trinh"
_USERS_OWN = ("thiet-lap", "nhat-ky", "hoan-tac", "mau", "tam")
_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\kdcl_xl"
_ENVIRONMENT = "Environment"
_MENU = "KĐCL"


class InstallError(Exception):
    """It could not be done; the text is for the user. What was there before still works."""


@dataclass(frozen=True)
class Installer:
    """`source` is the unpacked bundle. `say` gets one sentence a step; `place` turns a Windows path into one that can
    be opened (tests run elsewhere)."""

    system: System
    source: Path
    environment: Mapping[str, str]
    say: Callable[[str], None] = print
    place: Callable[[PureWindowsPath], Path] = field(default=lambda path: Path(str(path)))

    def install(self, wanted: str = "") -> PureWindowsPath:
        """Install or upgrade; returns the home folder. Raises InstallError."""
        try:
            home = choose_home(self.environment, self._writable, wanted=wanted)
        except NoHomeError as error:
            raise InstallError(str(error)) from error
        self._keep_away_from_others(home)
        self._replace_program(home)
        for name in _USERS_OWN:
            self.place(home / name).mkdir(parents=True, exist_ok=True)
        self.system.set_value(_ENVIRONMENT, HOME_VARIABLE, str(home))
        self.system.tell_environment_changed()
        self._register_in_excel(home / PROGRAM / "kdcl.xlam")
        self._shortcuts(home)
        self._list_as_installed(home)
        self.say(
            f"Đã cài kdcl_xl {version('kdcl-xl')} vào {home}. Đóng mọi cửa sổ Excel rồi mở lại để thấy thẻ KĐCL."
        )
        return home

    def remove(self, *, everything: bool = False) -> None:
        """Remove the program; with `everything` also settings, logs and undo steps. Raises InstallError."""
        earlier = self.environment.get(HOME_VARIABLE) or str(
            self.system.values(_ENVIRONMENT).get(HOME_VARIABLE, "")
        )
        if not earlier:
            raise InstallError("Không thấy kdcl_xl được cài cho tài khoản này.")
        home = PureWindowsPath(earlier)
        self._require_excel_closed()
        for each in excel.excel_versions(self.system):
            excel.unregister(self.system, each)
        self._remove_tree(home / PROGRAM)
        if everything:
            for name in _USERS_OWN:
                self._remove_tree(home / name)
        shutil.rmtree(self._menu(), ignore_errors=True)
        self.system.delete_value(_ENVIRONMENT, HOME_VARIABLE)
        self.system.delete_key(_UNINSTALL)
        self.system.tell_environment_changed()
        kept = "" if everything else f" Thiết lập và nhật ký còn ở {home}."
        self.say(f"Đã gỡ kdcl_xl.{kept}")

    def _writable(self, folder: str) -> bool:
        path = self.place(PureWindowsPath(folder))
        probe = path / ".thu-ghi"
        try:
            path.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError:
            return False
        return True

    def _keep_away_from_others(self, home: PureWindowsPath) -> None:
        """The program's folder is replaced whole; a school's own folder of curricula may bear that name too."""
        target = self.place(home / PROGRAM)
        if target.exists() and not (target / "python" / "python.exe").is_file():
            raise InstallError(
                f"Trong {home} đã có “{PROGRAM}” không phải của kdcl_xl; bộ cài không đụng đến. Chọn thư mục riêng, "
                rf"ví dụ /thu-muc {home}\kdcl"
            )

    def _replace_program(self, home: PureWindowsPath) -> None:
        """The new program whole beside the old one, then change their names: a broken copy never replaces a good one."""
        target, new, old = (self.place(home / f"{PROGRAM}{end}") for end in ("", ".moi", ".cu"))
        if self.source.resolve() == target.resolve():
            raise InstallError(
                "Đang chạy từ chính bản đã cài. Giải nén gói cài đặt ra thư mục khác rồi chạy cai-dat.cmd ở đó."
            )
        try:
            for leftover in (new, old):
                if leftover.exists():
                    shutil.rmtree(leftover)
            shutil.copytree(self.source, new)
            if target.exists():
                self._require_excel_closed()
                target.rename(old)
            new.rename(target)
        except OSError as error:
            if old.exists() and not target.exists():
                old.rename(target)
            raise InstallError(
                f"Chưa chép được chương trình vào {home} ({error.strerror or error}). Đóng Excel, cửa sổ KĐCL và tạm dừng "
                "phần mềm diệt vi-rút đang quét thư mục ấy rồi chạy lại; bản đang có vẫn dùng được."
            ) from error
        shutil.rmtree(old, ignore_errors=True)
        for path in target.rglob("*"):
            if path.suffix.lower() in (".exe", ".dll", ".pyd", ".xlam", ".xlsx", ".xlsm", ".cmd"):
                self.system.unblock(path)
        # xlwings calls Python with -B: without compiled files each press would compile every module anew.
        compileall.compile_dir(target / "python" / "Lib", quiet=2)

    def _require_excel_closed(self) -> None:
        if self.system.is_running("EXCEL.EXE"):
            raise InstallError("Excel đang mở. Lưu bài, đóng hết Excel rồi chạy lại.")

    def _register_in_excel(self, add_in: PureWindowsPath) -> None:
        versions = excel.excel_versions(self.system)
        if not versions:
            self.say(
                "Không thấy Excel 2010 trở lên của tài khoản này (mở Excel một lần rồi chạy lại nếu vừa cài). Cửa sổ KĐCL và "
                "dòng lệnh vẫn dùng được."
            )
        for each, name in versions.items():
            excel.register(self.system, each, add_in)
            self.say(f"{name}: đã đăng ký phần bổ trợ và vị trí tin cậy.")
            for obstacle in excel.obstacles(self.system, each):
                self.say(obstacle)

    def _menu(self) -> Path:
        roaming = PureWindowsPath(self.environment["APPDATA"])
        return self.place(roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs" / _MENU)

    def _shortcuts(self, home: PureWindowsPath) -> None:
        program = self.place(home / PROGRAM)
        python = program / "python" / "pythonw.exe"
        wanted = (
            ("Cửa sổ KĐCL", python, "-m kdcl_xl cua-so", "Các nút kiểm tra, tổng hợp khi Excel không cho chạy macro"),
            ("Mẫu trống", program / "mau", "", "Các sổ trống theo từng thông tư"),
            ("Hướng dẫn", program / "tai-lieu", "", "Hướng dẫn sử dụng và cài đặt"),
        )  # fmt: skip
        menu = self._menu()
        for name, target, arguments, description in wanted:
            try:
                self.system.shortcut(menu / f"{name}.lnk", target, arguments, description)
            except Exception as error:
                self.say(f"Chưa tạo được lối tắt “{name}” ({type(error).__name__}); mở thẳng {target}.")

    def _list_as_installed(self, home: PureWindowsPath) -> None:
        facts: dict[str, str | int] = {
            "DisplayName": "kdcl_xl, sổ tính khảo thí và kiểm định chất lượng",
            "DisplayVersion": version("kdcl-xl"),
            "Publisher": "kdcl_xl",
            "InstallLocation": str(home),
            "UninstallString": f'"{home / PROGRAM / "go-cai-dat.cmd"}"',
            "NoModify": 1,
            "NoRepair": 1,
        }
        for name, value in facts.items():
            self.system.set_value(_UNINSTALL, name, value)

    def _remove_tree(self, folder: PureWindowsPath) -> None:
        try:
            shutil.rmtree(self.place(folder))
        except FileNotFoundError:
            return
        except OSError as error:
            raise InstallError(
                f"Chưa xóa được {folder} ({error.strerror or error}): đóng các cửa sổ của chương trình rồi chạy lại."
            ) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """`cai-dat.cmd [/thu-muc D:\\kdcl] [/im-lang]`, `go-cai-dat.cmd [/tat-ca]`. Returns 0, or 2 when it could not be done."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.platform != "win32":
        sys.stderr.write("Bộ cài này chỉ chạy trên Windows; trên máy khác dùng make demo hoặc pip.\n")
        return 2
    say: Callable[[str], None] = (lambda _sentence: None) if "/im-lang" in words else print
    installer = Installer(ThisUser(), Path(sys.executable).parent.parent, os.environ, say)
    wanted = words[words.index("/thu-muc") + 1] if "/thu-muc" in words[:-1] else ""
    try:
        if "/go" in words:
            installer.remove(everything="/tat-ca" in words)
        else:
            installer.install(wanted)
    except InstallError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
