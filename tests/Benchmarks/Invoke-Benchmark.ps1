<#
.SYNOPSIS
Measures what the module costs against what people use instead, and writes the table into the README.
.DESCRIPTION
Each row is a file in Rows, each peer a script or program in Peers, written as its users write it. Both sides of a ratio run in turn in one run, in
processes of their own, so that a busy machine hurts both. A row over its target says `missed`.
.EXAMPLE
./tests/Benchmarks/Invoke-Benchmark.ps1 -Row limiter, first-row
Only these rows; the README keeps the others.
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # Rows to measure: the names of their files.
    [string[]] $Row,

    # Divides the numbers of users, to try a row out. The table is then shown and not written.
    [ValidateRange(1, 1000)]
    [int] $Shrink = 1
)

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
Import-Module "$root/tests/Pester/Shared.psm1", "$PSScriptRoot/Bench.psm1" -Force

# pwsh -File hands a list over as one text.
$Row = @($Row -split ',' | ForEach-Object Trim | Where-Object { $_ })
$files = @(Get-ChildItem "$PSScriptRoot/Rows" -Filter *.ps1 | Where-Object { -not $Row -or $_.BaseName -in $Row } | Sort-Object Name)
foreach ($name in $Row) { if ($name -notin $files.BaseName) { throw "There is no row '$name'." } }
$bench = [pscustomobject]@{ Root = $root; Shrink = $Shrink; Peers = Build-Program $root Peers }
$load = $Row -or $Shrink -gt 1 ? (Get-Load) : (Wait-Quiet)

$results = foreach ($file in $files) {
    Write-Information "$(Get-Date -Format HH:mm:ss) $($file.BaseName)" -InformationAction Continue
    try { & $file.FullName $bench | ForEach-Object { $_ | Add-Member Row $file.BaseName -PassThru } }
    catch { New-BenchRow $file.BaseName -Missed "failed: $_" | Add-Member Row $file.BaseName -PassThru }
}
$table = Format-BenchTable $results $load
Write-Output $table
if ($Shrink -eq 1) { Update-BenchReadme "$root/README.md" $results $load }
if ($results | Where-Object Result -Like 'failed*') { exit 1 }
