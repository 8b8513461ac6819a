# Registers the phones of a CSV file. Gives how many came out, and how many of them were written.
param([string] $Address, [string] $Module, [string] $Csv, [string] $Undo)

Import-Module $Module
$null = Connect-SsprTenant -Sandbox $Address -WarningAction Ignore
'@go'
$rows = 0
$written = 0
Import-Csv $Csv | Add-SsprMethod -Force -UndoPath $Undo -WarningAction Ignore -InformationAction Ignore | ForEach-Object {
    $rows++
    if ($_.Status -in 'Created', 'Updated') { $written++ }
}
"$rows $written"
