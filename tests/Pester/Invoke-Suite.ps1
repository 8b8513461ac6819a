# Runs one *.Tests.ps1 file with Pester and writes what came of it as JSON for tests/Suites.
# Pester 5.9 and 6 both do; the newest there is taken unless SSPRTOOLS_PESTER_VERSION names one.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Report
)

$ErrorActionPreference = 'Stop'

function Write-Report($Value) { ConvertTo-Json -InputObject $Value -Depth 5 | Set-Content -LiteralPath $Report -Encoding utf8NoBOM }

# A file says with #Requires -Modules what it needs besides Pester. What is not there leaves the file out, by name, and is no failure.
$ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $null)
$missing = @($ast.ScriptRequirements.RequiredModules.Name | Where-Object { $_ -and -not (Get-Module -ListAvailable $_) })
if ($missing) {
    Write-Report @{ leftOut = "$($missing -join ', ') is not there and could not be installed" }
    return
}

$wanted = @{ Name = 'Pester'; MinimumVersion = '5.5' }
if ($env:SSPRTOOLS_PESTER_VERSION) { $wanted = @{ Name = 'Pester'; RequiredVersion = $env:SSPRTOOLS_PESTER_VERSION } }
Import-Module @wanted

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$result = Invoke-Pester -Configuration $configuration

# A block that failed before its tests shows in each of them; one that failed after them only in itself.
function Format-Error($Records) {
    ($Records | ForEach-Object { "$_`n" + (("$($_.ScriptStackTrace)" -split "`n" -match [regex]::Escape($PSScriptRoot)) -join "`n") }) -join "`n"
}
$failed = @(
    $result.Containers | Where-Object { $_.ErrorRecord } | ForEach-Object { @{ name = "$($_.Item.Name)"; reason = Format-Error $_.ErrorRecord } }
    $result.FailedBlocks | Where-Object { $_.FailedCount -eq 0 } | ForEach-Object { @{ name = "$($_.ExpandedPath)"; reason = Format-Error $_.ErrorRecord } }
    $result.Failed | ForEach-Object {
        $records = $_.ErrorRecord
        for ($block = $_.Block; -not $records -and $block; $block = $block.Parent) { $records = $block.ErrorRecord }
        @{ name = $_.ExpandedPath; reason = Format-Error $records }
    }
)
$skipped = @(@($result.Skipped) + @($result.NotRun) + @($result.Inconclusive) | Where-Object { $_ } | ForEach-Object {
        $reason = "$($_.ErrorRecord)" -replace '^is skipped,? because '
        @{ name = $_.ExpandedPath; reason = $reason ? $reason : 'no reason given' }
    })
Write-Report @{ passed = $result.PassedCount; failed = $failed; skipped = $skipped }
