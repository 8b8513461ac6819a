# A caller that needs 100 ms for what is on a page: every thousandth row waits.
param([string] $Address, [string] $Module)

Import-Module $Module
$null = Connect-SsprTenant -Sandbox $Address
'@go'
$rows = 0
Get-SsprRegistration | ForEach-Object { if (++$rows % 1000 -eq 0) { [System.Threading.Thread]::Sleep(100) } }
$rows
