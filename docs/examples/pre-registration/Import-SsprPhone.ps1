<#
.SYNOPSIS
Writes phones and email addresses of a CSV file as methods of password reset: everything is checked first.
.DESCRIPTION
The file has the column UserPrincipalName and any of MobilePhone, AlternateMobilePhone, OfficePhone and Email; an empty cell is left alone. In a first pass nothing is written: rows
of one user twice, users that are not there, malformed numbers and methods that have another value already are all reported, and one of them ends the script. In the second
the methods are written, 20 users a request, with an undo file for Undo-SsprMethod. Run again it changes nothing.

Connect first, with Connect-SsprTenant.
.PARAMETER Path
The CSV file.
.PARAMETER UndoPath
The undo file. Beside the CSV file when absent.
.PARAMETER Force
Replace other values too. Without it they end the script.
.EXAMPLE
./Import-SsprPhone.ps1 ./phones.csv -WhatIf
.EXAMPLE
./Import-SsprPhone.ps1 ./phones.csv -Confirm:$false
#>
#Requires -Version 7.4
#Requires -Modules SsprTools
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [string] $UndoPath,
    [switch] $Force
)

$ErrorActionPreference = 'Stop'
$columns = 'MobilePhone', 'AlternateMobilePhone', 'OfficePhone', 'Email'
$rows = @(Import-Csv $Path | ForEach-Object {
        $row = [ordered]@{ UserPrincipalName = "$($_.UserPrincipalName)".Trim() }
        foreach ($column in $columns) { if ($value = "$($_.$column)".Trim()) { $row[$column] = $value } }
        [pscustomobject] $row
    })
if (-not $rows) { throw "$Path has no rows." }

# The first pass: every fault at once, and nothing written.
$faults = [System.Collections.Generic.List[string]]::new()
foreach ($group in $rows | Group-Object UserPrincipalName | Where-Object Count -GT 1) { $faults.Add("$($group.Name): $($group.Count) rows") }
foreach ($row in $rows | Where-Object { @($_.PSObject.Properties).Count -eq 1 }) { $faults.Add("$($row.UserPrincipalName): nothing to write") }
$checked = $rows | Where-Object { @($_.PSObject.Properties).Count -gt 1 }
$null = $checked | Add-SsprMethod -Force:$Force -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems
foreach ($problem in $problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) {
    $faults.Add("$($problem.TargetObject): $($problem.Exception.Message) [$($problem.FullyQualifiedErrorId -replace ',.*')]")
}
if ($faults) { throw "Nothing was written. Mend these first:`n$($faults -join "`n")" }

$context = Get-SsprContext
if (-not $PSCmdlet.ShouldProcess("$($rows.Count) users in tenant $($context.TenantId)", "write the methods of $(Split-Path $Path -Leaf)")) { return }

# The second pass. The name of the undo file is of this run alone: one that is there is never replaced.
if (-not $UndoPath) { $UndoPath = "$([System.IO.Path]::ChangeExtension((Convert-Path $Path), $null).TrimEnd('.'))-undo-$(Get-Date -Format yyyyMMdd-HHmmss).jsonl" }
$results = @($rows | Add-SsprMethod -Force:$Force -UndoPath $UndoPath -Confirm:$false -ErrorAction Continue)
[pscustomobject]@{
    Users     = $rows.Count
    Created   = @($results | Where-Object { "$($_.Status)" -eq 'Created' }).Count
    Updated   = @($results | Where-Object { "$($_.Status)" -eq 'Updated' }).Count
    Unchanged = @($results | Where-Object { "$($_.Status)" -eq 'Unchanged' }).Count
    Other     = @($results | Where-Object { "$($_.Status)" -notin 'Created', 'Updated', 'Unchanged' })
    UndoPath  = $UndoPath
}
