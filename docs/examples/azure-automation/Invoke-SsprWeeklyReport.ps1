<#
.SYNOPSIS
Azure Automation runbook: who still has to register for password reset, how far the rollout is, and one report.
.DESCRIPTION
Signs in as the managed identity, checks its rights first, then writes three files: to-register.csv, adoption.json and sspr.html. With -StorageAccount they are copied to
a container with the same identity, by Az.Accounts and Az.Storage; without it they stay in -Folder. Puts out one object with the figures, which the job keeps.
.PARAMETER Folder
Where the files are written.
.PARAMETER ClientId
A user-assigned identity; the system-assigned one when absent.
.PARAMETER PolicyFile
A policy file of Export-SsprPolicy, exported by a person: an app cannot read the policy itself.
.PARAMETER StorageAccount
The storage account to copy to.
.PARAMETER Container
The container in it.
#>
#Requires -Version 7.4
#Requires -Modules SsprTools
[CmdletBinding()]
param(
    [string] $Folder = (Join-Path ([System.IO.Path]::GetTempPath()) "sspr-$([guid]::NewGuid())"),
    [string] $ClientId,
    [string] $PolicyFile,
    [string] $StorageAccount,
    [string] $Container = 'sspr-reports'
)

$ErrorActionPreference = 'Stop'
$identity = @{ ManagedIdentity = $true }
if ($ClientId) { $identity.ClientId = $ClientId }
$connection = Connect-SsprTenant @identity -PassThru

# Rather fail now than at user 40,000. Unknown does not stop it: it means that the token does not say.
$missing = Test-SsprPrerequisite -Command Get-SsprRegistration, Get-SsprAdoption -Connection $connection | Where-Object { "$($_.Verdict)" -eq 'Fail' }
if ($missing) { throw "The managed identity lacks: $($missing.Reason -join ' ')" }

$null = New-Item $Folder -ItemType Directory -Force
Get-SsprRegistration -Enabled -Registered:$false -Connection $connection |
    Select-Object UserPrincipalName, DisplayName, IsAdmin, @{ Name = 'Methods'; Expression = { $_.MethodsRegistered -join ' ' } }, ReportUpdatedDateTime |
    Export-Csv (Join-Path $Folder to-register.csv)

$adoption = Get-SsprAdoption -Connection $connection
$adoption | ConvertTo-Json -Depth 4 | Set-Content (Join-Path $Folder adoption.json)

# What an app cannot read comes out as Unknown, or as declared in the file.
$declared = $PolicyFile ? @{ Declared = $PolicyFile } : @{ }
$policy = Get-SsprPolicy @declared -Connection $connection -ErrorAction SilentlyContinue
$null = Export-SsprReport (Join-Path $Folder sspr.html) -Policy $policy -Adoption $adoption -Force -Connection $connection

$files = Get-ChildItem $Folder -File
if ($StorageAccount) {
    $null = $ClientId ? (Connect-AzAccount -Identity -AccountId $ClientId) : (Connect-AzAccount -Identity)
    $storage = New-AzStorageContext -StorageAccountName $StorageAccount -UseConnectedAccount
    foreach ($file in $files) {
        $blob = @{ File = $file.FullName; Container = $Container; Blob = "$(Get-Date -Format yyyy-MM-dd)/$($file.Name)"; Context = $storage; Force = $true }
        $null = Set-AzStorageBlobContent @blob
    }
}

[pscustomobject]@{
    TenantId    = $connection.TenantId
    InScope     = $adoption.InScope
    Registered  = $adoption.Registered
    Capable     = $adoption.Capable
    ToRegister  = $adoption.ToRegister
    NotKnown    = $adoption.NotKnown
    Files       = $files.FullName
    CopiedTo    = $StorageAccount ? "$StorageAccount/$Container" : $null
}
