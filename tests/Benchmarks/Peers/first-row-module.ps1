param([string] $Address, [string] $Module)
Import-Module $Module
$null = Connect-SsprTenant -Sandbox $Address
(Get-SsprRegistration | Select-Object -First 1).UserPrincipalName
