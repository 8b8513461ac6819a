# A file of phones into the tenant, as an admin would do it; each answer counted by its status.
param([string] $Address, [string] $Module, [string] $Csv)

Import-Module $Module
$null = Connect-SsprTenant -Sandbox $Address
'@go'
$done = Import-Csv $Csv | Add-SsprMethod -Confirm:$false -WarningAction Ignore -ErrorAction SilentlyContinue
($done | Group-Object Status | ForEach-Object { "$($_.Name) $($_.Count)" }) -join ', '
