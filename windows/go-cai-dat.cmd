@echo off
rem Removes the program of this user: go-cai-dat.cmd [/tat-ca] [/im-lang]
rem A copy of Python does it: a running program cannot remove itself. One line from there on, since this file goes too.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set COPY=%TEMP%\kdcl-go-%RANDOM%
set QUIET=0
echo %* | find /i "/im-lang" >nul && set QUIET=1
xcopy /e /i /q "%~dp0python" "%COPY%\python" >nul || exit /b 2
"%COPY%\python\python.exe" -m kdcl_xl.install.windows /go %* && (rmdir /s /q "%COPY%" & (if %QUIET%==0 pause) & exit /b 0) || (rmdir /s /q "%COPY%" & (if %QUIET%==0 pause) & exit /b 2)
