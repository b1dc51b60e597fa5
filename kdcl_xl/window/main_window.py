"""The window: which workbooks, which button, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QThread, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kdcl_xl.buttons.registry import Ask, Button, Needs, buttons
from kdcl_xl.findings import Finding, Severity
from kdcl_xl.jobs.errors import JobError
from kdcl_xl.window.findings_view import Listed
from kdcl_xl.window.look import with_mnemonics
from kdcl_xl.window.panels import ButtonsPanel, PlacesList, ResultPanel
from kdcl_xl.window.presser import Job, Pressed, Presser, result_of
from kdcl_xl.window.questions import Answers, ask_user
from kdcl_xl.window.workplaces import InLibreOffice, Workplace, files_of, programs
from kdcl_xl.workbook.plan import Plan, Result, Select

_WORKBOOKS = "Sổ Excel (*.xlsx *.xlsm);;Mọi tệp (*)"
Asker = Callable[[QWidget, str, Sequence[Ask], Path], Answers | None]


class MainWindow(QMainWindow):
    """`asker` puts the questions of a button to the user; tests answer themselves."""

    _prepare = Signal(object)
    _run = Signal(object)
    _show = Signal(object, str, str)

    def __init__(self, asker: Asker = ask_user) -> None:
        super().__init__()
        self._asker = asker
        self._start = Path.home()
        self.busy = False
        self._copies: dict[Workplace, Path] = {}
        self._reached_office = False
        self.setWindowTitle("KĐCL – kiểm tra, đóng gói, tổng hợp")
        self.setAcceptDrops(True)
        self.places = PlacesList()
        self.places.add(programs(), choose=False)
        self.result = ResultPanel()
        every = list(buttons().values())
        labels = with_mnemonics([each.label for each in every], taken="mdth")
        self.buttons = ButtonsPanel(every, labels)
        self.setCentralWidget(self._laid_out())
        self._connect()
        self._start_worker()
        self.result.say("Chọn sổ ở bên trái, rồi bấm một nút.")
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        room = self.screen().availableSize()
        self.resize(QSize(letter * 150, line * 44).boundedTo(QSize(room.width(), room.height() - 2 * line)))

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Work on these files, and on the workbooks in these folders."""
        given = list(paths)
        try:
            found = list(files_of(given))
        except (JobError, OSError) as error:
            self.result.say(str(error), Result.FAILED)
            return
        if not found:
            self.result.say("Không thấy sổ tính nào ở nơi đã chọn.", Result.FAILED)
            return
        self._start = given[0] if given[0].is_dir() else given[0].parent
        self.places.add(found, choose=True)
        names = found[0].name if len(found) == 1 else f"{len(found)} sổ"
        self.result.say(f"Đã chọn {names}. Bấm một nút để bắt đầu.")

    def press(self, button: Button) -> None:
        """Press a button on the chosen workbooks."""
        if self.busy:
            return
        chosen = self.places.chosen()
        if button.needs is not Needs.NOTHING and not chosen:
            self.result.say(
                "Chưa chọn sổ nào. Chọn một dòng ở mục “Sổ”, hoặc kéo tệp vào đây.", Result.FAILED
            )
            return
        if button.id == "loi-ke-tiep" and not any(place.live for place in chosen):
            self.result.findings.next()
            return
        self._reached_office |= InLibreOffice() in chosen
        self._be_busy(True)
        self.result.work(0, 0, button.label.rstrip("…"))
        self._prepare.emit(Job(button, chosen if button.needs is not Needs.NOTHING else ()))

    # ---- answers of the worker

    def _asked(self, job: Job, asks: Sequence[Ask]) -> None:
        answers = self._asker(self, job.button.label, asks, self._start) if asks else {}
        if answers is None:
            self._be_busy(False)
            self.result.say("Đã thôi, chưa làm gì.")
            return
        self._run.emit(Job(job.button, job.places, answers))

    def _done(self, pressed: list[Pressed]) -> None:
        self._be_busy(False)
        if not pressed:
            self.result.say("Đã dừng theo yêu cầu của thầy/cô; chưa làm sổ nào.", Result.FAILED)
            return
        self.result.say(_sentence(pressed), result_of(pressed))
        listed = [row for each in pressed for row in _listed(each, several=len(pressed) > 1)]
        lines = [line for each in pressed for line in _lines(each, several=len(pressed) > 1)]
        if listed:
            self.result.show_findings(listed, several=len(pressed) > 1)
            self.result.findings.setFocus()
        elif not all(
            _only_leads(each.plan) for each in pressed
        ):  # being led to a cell ends no reading of the list
            self.result.show_lines(lines)
        self._copies = {each.place: each.copy for each in pressed if each.place and each.copy}
        made = [Path(file) for each in pressed for file in each.plan.open]
        self.result.offer([*self._copies.values(), *made])

    def _shown(self, plan: Plan) -> None:
        self._be_busy(False)
        self.result.say(plan.message, plan.result if plan.result is Result.FAILED else None)

    def _lead_to(self, listed: Listed) -> None:
        finding, place = listed.finding, listed.place
        if place is None or self.busy:
            return
        if not place.live:
            copy = self._copies.get(place)
            where = (
                f"Trong {copy.name}, ô {finding.place}"
                if copy and finding.place
                else finding.place or "Cả tệp"
            )
            self.result.say(f"{where}: {finding.message} {finding.remedy}")
            if copy:
                self._open(copy)
            return
        if not finding.sheet:
            self.result.say(f"Điều này nói về cả sổ: {finding.message} {finding.remedy}")
            return
        self._be_busy(True)
        self._show.emit(place, finding.sheet, finding.cell or "A1")

    def _open(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.result.say(f"Máy này không mở được tự động; tệp nằm ở {file}.", Result.FAILED)

    # ---- the window itself

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and folders are welcome."""
        if _paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Work on what was dropped."""
        self.open_paths(_paths_in(event.mimeData()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """A running press ends first, so that nothing is half written."""
        self._presser.cancel()
        self._thread.quit()
        self._thread.wait()
        if self._reached_office:
            from kdcl_xl.window.libreoffice import hang_up

            hang_up()
        super().closeEvent(event)

    def _open_files(self) -> None:
        chosen = QFileDialog.getOpenFileNames(self, "Mở sổ", str(self._start), _WORKBOOKS)[0]
        if chosen:
            self.open_paths(map(Path, chosen))

    def _open_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Mở thư mục sổ", str(self._start))
        if chosen:
            self.open_paths([Path(chosen)])

    def _be_busy(self, busy: bool) -> None:
        self.busy = busy
        self.buttons.setEnabled(not busy)
        self.places.setEnabled(not busy)
        if not busy:
            self.result.rest()

    def _laid_out(self) -> QWidget:
        title = QLabel("KĐCL · Khảo thí và kiểm định chất lượng giáo dục")
        title.setObjectName("title")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        books = QLabel("&Sổ")
        books.setBuddy(self.places)
        files, folder = QPushButton("&Mở tệp…"), QPushButton("Mở thư mục (&D)…")
        files.setShortcut("Ctrl+O")
        files.setToolTip("Chọn một hay nhiều sổ trên đĩa (Ctrl+O)")
        folder.setToolTip("Chọn một thư mục: mọi sổ trong đó")
        files.clicked.connect(self._open_files)
        folder.clicked.connect(self._open_folder)
        row = QHBoxLayout()
        row.addWidget(files)
        row.addWidget(folder)
        column.addWidget(books)
        column.addWidget(self.places, stretch=1)
        column.addLayout(row)
        column.addWidget(self.buttons, stretch=4)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(self.result)
        sides.setStretchFactor(1, 1)
        sides.setChildrenCollapsible(False)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.addWidget(title)
        layout.addWidget(sides, stretch=1)
        return whole

    def _connect(self) -> None:
        self.buttons.pressed.connect(self.press)
        self.result.cell_wanted.connect(self._lead_to)
        self.result.file_wanted.connect(self._open)

    def _start_worker(self) -> None:
        self._thread = QThread(self)
        self._presser = Presser()
        self._presser.moveToThread(self._thread)
        self._prepare.connect(self._presser.prepare)
        self._run.connect(self._presser.run)
        self._show.connect(self._presser.show_cell)
        self._presser.asks.connect(self._asked)
        self._presser.done.connect(self._done)
        self._presser.shown.connect(self._shown)
        self._presser.moved.connect(self.result.work)
        # Called at once, not queued: the worker is busy with the very job that is to be cancelled.
        self.result.cancelled.connect(self._presser.cancel, Qt.ConnectionType.DirectConnection)
        self._thread.start()


def _sentence(pressed: list[Pressed]) -> str:
    if len(pressed) == 1:
        name = pressed[0].name
        return f"{name}: {pressed[0].plan.message}" if name else pressed[0].plan.message
    counts = {result: sum(each.plan.result is result for each in pressed) for result in Result}
    parts = [
        (counts[Result.DONE], "xong"),
        (counts[Result.FOUND_ERRORS], "cần sửa"),
        (counts[Result.FAILED], "chưa làm được"),
    ]
    return f"{len(pressed)} sổ: " + ", ".join(f"{count} {word}" for count, word in parts if count) + "."


def _only_leads(plan: Plan) -> bool:
    return bool(plan.actions) and all(isinstance(action, Select) for action in plan.actions)


def _listed(pressed: Pressed, *, several: bool) -> list[Listed]:
    """The findings of a workbook; among several also why one could not be worked on."""
    plan = pressed.plan
    failed = several and plan.result is Result.FAILED
    findings = [Finding("", Severity.ERROR, plan.message, "")] if failed else plan.findings
    return [Listed(finding, pressed.place) for finding in findings]


def _lines(pressed: Pressed, *, several: bool) -> list[str]:
    head = [f"{pressed.name}: {pressed.plan.message}"] if several else []
    return [*head, *pressed.plan.lines]


def _paths_in(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
