# Two commands do everything: `make demo` and `make test`. Windows: run.cmd demo, run.cmd test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo
# A virtual screen (Xvfb) is a thing of Linux: on macOS the tests that need one are left out, and said to be.
SCREEN := $(if $(filter Darwin,$(shell uname)),-m "not screen",)

.DEFAULT_GOAL := help
.PHONY: help demo test coverage lint types contracts bench templates reports macros docs pictures office clean

help:
	@echo "make demo       chạy cả chuỗi việc trên dữ liệu mẫu, kết quả ở thư mục $(OUT)/"
	@echo "make test       cài đủ thứ cần cho kiểm thử rồi chạy kiểm thử"
	@echo "make coverage   chạy kiểm thử và in phần mã chưa được kiểm thử chạm tới"
	@echo "make bench      đo tốc độ và bộ nhớ, ghi benchmarks/RESULTS.md"
	@echo "make templates  dựng lại các sổ trống trong workbooks/templates"
	@echo "make macros     dựng phần bổ trợ Excel, sổ mẫu có nút và phần mở rộng LibreOffice từ mã nguồn trong macros/"
	@echo "make docs       dựng lại tài liệu sinh tự động (lệnh, mã lỗi, từ điển dữ liệu, lược đồ)"
	@echo "make pictures   chụp lại hình minh họa từ kết quả của make demo"

# --- environment -----------------------------------------------------------------------------------------
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Cần Python 3.11 trở lên: %s là %s" % (sys.executable, sys.version.split()[0]))'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

office:
	@sh tools/install_office.sh

# --- the two commands ------------------------------------------------------------------------------------
demo: $(VENV)/.installed
	$(BIN)/kdcl demo --ra $(OUT)

test: $(VENV)/.installed-dev office lint types contracts
	@test -z '$(SCREEN)' || echo "macOS không có màn hình ảo (Xvfb): bỏ qua các kiểm thử bấm nút bằng chuột (dấu screen)."
	$(BIN)/python -m pytest $(SCREEN) -n 2 --dist loadfile -q

coverage: $(VENV)/.installed-dev office
	$(BIN)/python -m pytest $(SCREEN) -n 2 --dist loadfile --cov --cov-report=term:skip-covered -q

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

# --- what is built and committed -------------------------------------------------------------------------
templates: $(VENV)/.installed
	$(BIN)/python tools/build_templates.py

reports: $(VENV)/.installed
	$(BIN)/python tools/build_reports.py

macros: $(VENV)/.installed-dev office
	$(BIN)/python tools/draw_icons.py
	$(BIN)/python tools/build_macros.py
	$(BIN)/python tools/build_oxt.py

docs: $(VENV)/.installed-dev office
	$(BIN)/python tools/build_docs.py

pictures: $(VENV)/.installed-dev office
	$(BIN)/python tools/build_pictures.py
	$(BIN)/python tools/build_button_pictures.py
	$(BIN)/python tools/build_gallery.py

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(OUT) .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
