# The same with the module: the rows to nowhere.
param([string] $Address, [string] $Module)

Import-Module $Module
$null = Connect-SsprTenant -Sandbox $Address
'@go'
Get-SsprRegistration > $null
