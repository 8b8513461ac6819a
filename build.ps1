<#
.SYNOPSIS
Builds, tests, shows and packs SsprTools. ./build.sh does the same for someone with a shell.
.DESCRIPTION
Thin on purpose: the layout of out/ is src/Stage.proj, the counting of tests is tests/Suites, the help is docs/Build-Help.ps1.
SSPRTOOLS_PWSH names the PowerShell that the tests, the demo and the benchmarks run in, when it is not to be this one.
SSPRTOOLS_PESTER_VERSION names the Pester version to test with, when it is not to be the newest there is.
Pack makes out/package: of each module the versioned folder, a .nupkg for the PowerShell Gallery, a zip, a bill of materials (CycloneDX) and SHA256SUMS;
the same sources give the same bytes. SSPRTOOLS_PROJECT_URI is the project's address for the manifest. SSPRTOOLS_SIGN names a program or script
that signs: it gets the files to sign as arguments, and when it fails nothing is packed.
.EXAMPLE
./build.ps1 -Task Test -Only Get-SsprPolicy
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Docs', 'Bench', 'Pack', 'Clean')]
    [string] $Task = 'Build',

    # Runs only the suites whose name contains this text.
    [string] $Only
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$self = [System.Environment]::ProcessPath
$pwsh = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : (Split-Path $self -LeafBase) -eq 'pwsh' ? $self : 'pwsh'
$env:SSPRTOOLS_PWSH = $pwsh
$toolFolder = "$root/out/tools"
$env:PSModulePath = $toolFolder + [System.IO.Path]::PathSeparator + $env:PSModulePath

function Invoke-Program([string] $Program, [string[]] $Argument) {
    & $Program @Argument
    if ($LASTEXITCODE -ne 0) { throw "'$Program $($Argument -join ' ')' ended with exit code $LASTEXITCODE." }
}

# Whether a module is there, or could be installed into out/tools: from NuGet, or from the PowerShell Gallery within a minute.
function Test-Tool([string] $Name) {
    if (Get-Module -ListAvailable $Name) { return $true }
    if ($Name -eq 'Pester') {
        $null = dotnet msbuild "$root/tests/Tools/Tools.csproj" -restore -t:LayPester -nologo -verbosity:quiet
        if ($LASTEXITCODE -eq 0) { return $true }
    }
    if ($script:galleryClosed -or -not (Get-Command Save-PSResource -ErrorAction Ignore)) { return $false }
    $null = New-Item $toolFolder -ItemType Directory -Force
    $job = Start-Job {
        $ProgressPreference = 'SilentlyContinue'
        Save-PSResource -Name $using:Name -Repository PSGallery -Path $using:toolFolder -TrustRepository -Quiet -ErrorAction Stop
    }
    $null = Wait-Job $job -Timeout 60
    $script:galleryClosed = $job.State -ne 'Completed'
    Remove-Job $job -Force
    [bool] (Get-Module -ListAvailable $Name)
}

function Write-Skipped([string] $What, [string] $Why) { Write-Output "skipped: ${What}: $Why" }

function Invoke-Build {
    Invoke-Program dotnet 'msbuild', "$root/src/Stage.proj", '-restore', '-nologo', '-verbosity:quiet'
    if (Test-Tool Microsoft.PowerShell.PlatyPS) {
        Invoke-Program $pwsh '-NoProfile', '-NonInteractive', '-File', "$root/docs/Build-Help.ps1"
    }
    else { Write-Skipped 'help files' 'PlatyPS is not there and could not be installed' }
}

function Invoke-Test {
    Invoke-Build
    $suites = 'run', '--project', "$root/tests/Suites", '--configuration', 'Release', '--', '--root', $root
    if (Test-Tool Pester) { $suites += '--pwsh', $pwsh }
    else { $suites += '--without-pester', 'Pester is not there and could not be installed' }
    if (-not (Test-Tool PSScriptAnalyzer)) { Write-Verbose 'PSScriptAnalyzer is not there; its suite will say so.' }
    if ($Only) { $suites += '--only', $Only }
    & dotnet @suites
    exit $LASTEXITCODE
}

# Everything that loads the module does so in a process of its own, or its assemblies could not be built again.
function Invoke-Script([string] $Path) {
    & $pwsh -NoProfile -File "$root/$Path"
    exit $LASTEXITCODE
}

switch ($Task) {
    'Build' { Invoke-Build }
    'Test' { Invoke-Test }
    'Demo' { Invoke-Build; Invoke-Script tests/Demo/demo.ps1 }
    'Bench' { Invoke-Build; Invoke-Script tests/Benchmarks/Invoke-Benchmark.ps1 }
    'Docs' {
        if (-not (Test-Tool Microsoft.PowerShell.PlatyPS)) { throw 'Docs needs PlatyPS, which is not there and could not be installed.' }
        Invoke-Program dotnet 'msbuild', "$root/src/Stage.proj", '-restore', '-nologo', '-verbosity:quiet'
        Invoke-Program $pwsh '-NoProfile', '-NonInteractive', '-File', "$root/docs/Build-Help.ps1", '-Update'
    }
    'Pack' { Invoke-Build; Invoke-Program dotnet 'msbuild', "$root/src/Stage.proj", '-t:Pack', '-nologo', '-verbosity:minimal' }
    'Clean' { Invoke-Program dotnet 'msbuild', "$root/src/Stage.proj", '-t:Clean', '-nologo', '-verbosity:quiet' }
}
