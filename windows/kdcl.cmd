@echo off
rem The command line: kdcl kiem-tra "D:\so.xlsx"
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
"%~dp0python\python.exe" -m kdcl_xl %*
exit /b %ERRORLEVEL%
