<#
.SYNOPSIS
Asks a real tenant about the facts that SsprTools could only read up on, and writes down what it answered.
.DESCRIPTION
Nothing runs unless a tenant is named by SSPRTOOLS_LIVE_TENANT (or -TenantId) and a sign-in by SSPRTOOLS_LIVE_SIGNIN (or -SignIn). It only reads, unless
-AllowWrite or SSPRTOOLS_LIVE_WRITE=1 says otherwise. The findings, a JSON file and the same as markdown, hold no name, id, address or token: each is
a placeholder. Anyone may send them in.

Probes are files in tests/Live/Probes. A fact is Confirmed or Refuted only by an answer of the tenant; without one it is Unclear, with the error, or
NotRun, with the reason.

Exit codes: 0 the check ran; 1 it could not; 2 it was not asked for.
.EXAMPLE
$env:SSPRTOOLS_LIVE_TENANT = '00000000-0000-0000-0000-000000000000'
./tests/Live/Invoke-LiveCheck.ps1 -SignIn Interactive -PortalApi
.EXAMPLE
./tests/Live/Invoke-LiveCheck.ps1 -List
What would be asked, of whom, and what in the module rests on it.
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # The tenant's id. A domain will do for people, but not be checked against the tenant that the sign-in ends in.
    [string] $TenantId = $env:SSPRTOOLS_LIVE_TENANT,

    [ValidateSet('', 'Interactive', 'DeviceCode', 'AzureCli', 'ClientSecret', 'CertificatePath', 'CertificateThumbprint', 'ManagedIdentity', 'WorkloadIdentity', 'Environment', 'AccessToken')]
    [string] $SignIn = $env:SSPRTOOLS_LIVE_SIGNIN,

    # With ClientSecret and the certificates: the app; with people and ManagedIdentity it may be left out.
    [string] $ClientId = $env:SSPRTOOLS_LIVE_CLIENT_ID,

    [ValidateSet('Global', 'USGov', 'USGovDoD', 'China')]
    [string] $Environment = $env:SSPRTOOLS_LIVE_CLOUD ? $env:SSPRTOOLS_LIVE_CLOUD : 'Global',

    # With Interactive and DeviceCode: permissions to ask consent for. Without, those that were consented to before, which in a new tenant are next to none.
    [string[]] $Scope = $env:SSPRTOOLS_LIVE_SCOPE,

    # Also ask the undocumented API that the Entra portal itself calls; people only.
    [switch] $PortalApi = $env:SSPRTOOLS_LIVE_PORTAL -eq '1',

    # Also run the probes that change something: test users and a group, made and removed, and settings written back as they were.
    [switch] $AllowWrite = $env:SSPRTOOLS_LIVE_WRITE -eq '1',

    # Only these probes.
    [string[]] $Probe,

    # Where the findings go; .json and .md are added.
    [string] $Path = "sspr-live-$(Get-Date -Format yyyy-MM-dd-HHmm)",

    # Show the probes and ask nobody.
    [switch] $List,

    # A rehearsal: a sandbox stands in for the tenant. Its own administrator signs in unless -SignIn names something else.
    [uri] $Sandbox
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/LiveCheck.psm1" -Force

# pwsh -File hands a list over as one text.
$Probe, $Scope = $Probe, $Scope | ForEach-Object { , @($_ -split ',' | ForEach-Object Trim | Where-Object { $_ }) }

if ($List) { return Get-LiveProbe $Probe | Select-Object Id, Section, Needs, Question, RestsOn }

function Stop-Unasked([string] $Why) {
    Write-Output "Nothing was run: $Why"
    Write-Output 'The check asks a real tenant, so it wants to be asked for: see "Against a real tenant" in README.md.'
    exit 2
}

if (-not $TenantId) { Stop-Unasked 'SSPRTOOLS_LIVE_TENANT is not set.' }
if (-not $SignIn -and -not $Sandbox) { Stop-Unasked 'no sign-in was chosen: set SSPRTOOLS_LIVE_SIGNIN, or give -SignIn.' }

$module = $env:SSPRTOOLS_MODULE ? $env:SSPRTOOLS_MODULE : "$PSScriptRoot/../../out/SsprTools/SsprTools.psd1"
Import-Module ((Test-Path $module) ? (Resolve-Path $module).Path : 'SsprTools')

$session = $null
try {
    $session = Connect-Live -TenantId $TenantId -SignIn $SignIn -ClientId $ClientId -Scope $Scope -Environment $Environment -PortalApi:$PortalApi -AllowWrite:$AllowWrite -Sandbox $Sandbox
    $findings = Invoke-LiveProbe $session (Get-LiveProbe $Probe)
    $files = Export-LiveFindings $session $findings $Path
    $findings | Group-Object Verdict -NoElement | Sort-Object Name | ForEach-Object { Write-Output "$($_.Name): $($_.Count)" }
    $files | ForEach-Object { Write-Output "Findings: $_" }
}
catch {
    Write-Output "The check could not be done: $(Hide-Sensitive $session "$_")"
    exit 1
}
finally { if ($session) { Disconnect-Live $session } }
