@echo off
rem Installs for this user only, without administrator rights: cai-dat.cmd [/thu-muc D:\kdcl] [/im-lang]
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
"%~dp0python\python.exe" -m kdcl_xl.install.windows %*
set CODE=%ERRORLEVEL%
echo %* | find /i "/im-lang" >nul || pause
exit /b %CODE%
