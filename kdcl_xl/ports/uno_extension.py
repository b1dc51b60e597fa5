"""`python -m kdcl_xl.ports.uno_extension CONNECTION add FILE | remove NAME | quit`, run by LibreOffice's own Python.

Through the ExtensionManager, not `unopkg`: that one refuses to run for root. Stdlib only, see `uno_sheets`.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from .uno_cells import HostError
from .uno_process import end_with

NOT_YET = 75
"""Exit code when LibreOffice does not listen yet."""
_ABSENT = (
    "Không thấy LibreOffice nào đang chờ kết nối.",
    "Thầy/cô mở sổ trong LibreOffice, bấm một nút KĐCL ở đó một lần, rồi thử lại.",
)


def main(connection: str, what: str, which: str = "") -> int:
    """Do it; prints `identifier version` of what was added."""
    try:
        context = remote_context(connection)
    except HostError:
        return NOT_YET
    if what == "quit":
        _quit(context)
        return 0
    manager = context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    if what == "add":
        _add(manager, Path(which))
    else:
        _remove(manager, which)
    return 0


def _quit(context: Any) -> None:
    import uno

    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    with suppress(uno.getClass("com.sun.star.lang.DisposedException")):  # gone before it could answer
        desktop.terminate()


def remote_context(connection: str) -> Any:
    """Its component context. Raises HostError."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    try:
        return resolver.resolve(f"uno:{connection};urp;StarOffice.ComponentContext")
    except uno.getClass("com.sun.star.connection.NoConnectException") as error:
        raise HostError(*_ABSENT) from error


def _add(manager: Any, file: Path) -> None:
    package = manager.addExtension(file.resolve().as_uri(), (), "user", None, _environment())
    print(package.getIdentifier().Value, package.getVersion())


def _remove(manager: Any, identifier: str) -> None:
    here = [
        package
        for packages in manager.getAllExtensions(None, _environment())
        for package in packages
        if package is not None and package.getIdentifier().Value == identifier
    ]
    for package in here:
        if package.getRepositoryName() == "user":
            manager.removeExtension(identifier, package.getName(), "user", None, _environment())
            print(identifier, package.getVersion())


def _environment() -> Any:
    """Answers LibreOffice's questions (licence, an older version being replaced) with yes: the user asked for it."""
    import uno
    import unohelper  # type: ignore[import-not-found]

    class Yes(unohelper.Base, uno.getClass("com.sun.star.task.XInteractionHandler")):  # type: ignore[misc]
        def handle(self, request: Any) -> None:
            approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
            for continuation in request.getContinuations():
                chosen = continuation.queryInterface(approve)
                if chosen is not None:
                    chosen.select()
                    return

    class Environment(unohelper.Base, uno.getClass("com.sun.star.ucb.XCommandEnvironment")):  # type: ignore[misc]
        def getInteractionHandler(self) -> Any:  # noqa: N802
            return Yes()

        def getProgressHandler(self) -> None:  # noqa: N802
            return None

    return Environment()


if __name__ == "__main__":
    end_with(lambda: main(*sys.argv[1:]))
