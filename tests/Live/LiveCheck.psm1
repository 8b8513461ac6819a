# What the live check is made of; each part in a file of its own.
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Redaction.ps1"
. "$PSScriptRoot/Session.ps1"
. "$PSScriptRoot/Request.ps1"
. "$PSScriptRoot/Changes.ps1"
. "$PSScriptRoot/Probe.ps1"
. "$PSScriptRoot/Findings.ps1"
Export-ModuleMember -Function Connect-Live, Disconnect-Live, Get-LiveProbe, Invoke-LiveProbe, Export-LiveFindings, Hide-Sensitive
