#!/usr/bin/env bash
# The same as build.ps1, for someone with a shell and only the .NET SDK.
#
#   ./build.sh [build|test|demo|docs|bench|pack|clean]     build when nothing is said
#   ./build.sh test -Only TEXT      only the suites whose name contains the text
#
# With a PowerShell (SSPRTOOLS_PWSH, else pwsh on PATH, else the .NET tool pinned in .config/dotnet-tools.json) it hands over to
# build.ps1. Without one it runs what needs none and names what it skipped. SSPRTOOLS_NO_PWSH=1 pretends that there is none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 POWERSHELL_TELEMETRY_OPTOUT=1

task="${1:-build}"
case "$task" in
    build | test | demo | docs | bench | pack | clean) shift $(($# > 0)) ;;
    *)
        echo "usage: ./build.sh [build|test|demo|docs|bench|pack|clean]" >&2
        exit 2
        ;;
esac

if ! command -v dotnet >/dev/null; then
    echo "The .NET SDK (10.0.100 or later) is needed and 'dotnet' is not on PATH." >&2
    exit 1
fi

# Prints the PowerShell to use, or nothing.
find_pwsh() {
    if [ "${SSPRTOOLS_NO_PWSH:-}" = 1 ]; then return; fi
    if [ -n "${SSPRTOOLS_PWSH:-}" ]; then
        echo "$SSPRTOOLS_PWSH"
    elif command -v pwsh >/dev/null; then
        echo pwsh
    elif [ "$task" != clean ] && dotnet tool restore </dev/null >/dev/null 2>&1; then
        # The tool runs as "dotnet pwsh.dll" and only below its manifest. A small script makes it a pwsh that child processes can start.
        home="$(dotnet tool run pwsh -- -NoProfile -Command '$PSHOME' 2>/dev/null)" || return 0
        mkdir -p out/tools/bin
        printf '#!/bin/sh\nexec dotnet "%s/pwsh.dll" "$@"\n' "$home" >out/tools/bin/pwsh
        chmod +x out/tools/bin/pwsh
        echo "$PWD/out/tools/bin/pwsh"
    fi
}

pwsh="$(find_pwsh)"
if [ -n "$pwsh" ]; then
    export SSPRTOOLS_PWSH="$pwsh"
    exec "$pwsh" -NoProfile -File ./build.ps1 -Task "$task" "$@"
fi

reason="no PowerShell: none on PATH, and the .NET tool could not be restored"
if [ "${SSPRTOOLS_NO_PWSH:-}" = 1 ]; then reason="no PowerShell: SSPRTOOLS_NO_PWSH is set"; fi

stage() { dotnet msbuild src/Stage.proj -restore -nologo -verbosity:quiet "$@"; }
skip() { echo "skipped: $1: $reason"; }

case "$task" in
    build)
        stage
        skip "help files"
        ;;
    test)
        stage
        skip "help files"
        skip "docs match"
        skip "demo.ps1"
        skip "benchmarks"
        only=""
        if [ "${1:-}" = -Only ]; then only="${2:-}"; fi
        dotnet run --project tests/Suites --configuration Release -- --root . --without-pester "$reason" --only "$only"
        ;;
    demo)
        skip "demo.ps1 (the cmdlets)"
        if [ ! -e tests/Rehearsal ]; then
            echo "tests/Rehearsal, which walks the tutorial without PowerShell, is not there." >&2
            exit 1
        fi
        stage
        dotnet run --project tests/Rehearsal --configuration Release
        ;;
    pack)
        stage
        skip "help files"
        stage -t:Pack -verbosity:minimal
        ;;
    clean) dotnet msbuild src/Stage.proj -nologo -verbosity:quiet -t:Clean ;;
    docs | bench)
        echo "'$task' cannot be done: $reason." >&2
        exit 1
        ;;
esac
