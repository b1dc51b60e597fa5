"""A Windows that exists in memory: the registry of one user, shortcuts as text files, drives below a folder."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from kdcl_xl.install.system import Value


class PretendedWindows:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.keys: dict[str, dict[str, Value]] = {}
        self.unblocked: list[str] = []
        self.running: set[str] = set()
        self.told = 0

    def place(self, path: PureWindowsPath) -> Path:
        return self.root.joinpath(path.drive.rstrip(":"), *path.parts[1:])

    def subkeys(self, key: str) -> list[str]:
        below = [other[len(key) + 1 :] for other in self.keys if other.startswith(f"{key}\\")]
        return list(dict.fromkeys(name.split("\\")[0] for name in below))

    def values(self, key: str) -> dict[str, Value]:
        return dict(self.keys.get(key, {}))

    def set_value(self, key: str, name: str, value: Value) -> None:
        self.keys.setdefault(key, {})[name] = value

    def delete_value(self, key: str, name: str) -> None:
        self.keys.get(key, {}).pop(name, None)

    def delete_key(self, key: str) -> None:
        for other in [other for other in self.keys if other == key or other.startswith(f"{key}\\")]:
            del self.keys[other]

    def tell_environment_changed(self) -> None:
        self.told += 1

    def shortcut(self, path: Path, target: Path, arguments: str, description: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{target}\n{arguments}\n{description}", encoding="utf-8")

    def unblock(self, path: Path) -> None:
        self.unblocked.append(path.name)

    def is_running(self, program: str) -> bool:
        return program in self.running
