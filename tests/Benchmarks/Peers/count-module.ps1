# How many rows come, and how many different ones.
param([string] $Address, [string] $Module, [string] $Group)

Import-Module $Module
$null = Connect-SsprTenant -Sandbox $Address -WarningAction Ignore
$which = @{}
if ($Group) { $which.Group = $Group }
'@go'
$ids = [System.Collections.Generic.HashSet[string]]::new()
$rows = 0
Get-SsprRegistration @which -WarningAction Ignore | ForEach-Object { $rows++; $null = $ids.Add($_.Id) }
"$rows $($ids.Count)"
