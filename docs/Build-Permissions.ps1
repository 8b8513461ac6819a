# Brings the tables of about_SsprTools_Permissions.md up to date with the [GraphPermission] attributes of the built module. A test compares the two.
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../out/SsprTools/SsprTools.psd1"
$page = "$PSScriptRoot/about_SsprTools_Permissions.md"
$portal = 'portal API'

# The portal's own API has no permission of its own: the attribute says so in a sentence.
function Get-PermissionName($Need) { $Need.Permission -match '^[\w.-]+$' ? $Need.Permission : $portal }

$commands = foreach ($command in Get-Command -Module SsprTools | Sort-Object Name) {
    $needs = @($command.ImplementingType.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' } |
            Sort-Object Request, Permission, For)
    [pscustomobject]@{ Name = $command.Name; Needs = $needs }
}

$byPermission = $commands | ForEach-Object { foreach ($need in $_.Needs) { [pscustomobject]@{ Permission = Get-PermissionName $need; Command = $_.Name } } } |
    Group-Object Permission | Sort-Object Name | ForEach-Object { "| $($_.Name) | $(($_.Group.Command | Sort-Object -Unique) -join ', ') |" }

$byCommand = foreach ($command in $commands | Where-Object Needs) {
    "### $($command.Name)", '', '| request | permission | role of a person | app without a user | only for |', '|---|---|---|---|---|'
    foreach ($need in $command.Needs) {
        "| $($need.Request) | $(Get-PermissionName $need) | $($need.Role) | $($need.AppOnly ? 'yes' : 'no') | $($need.For) |"
    }
    ''
}

$tables = @{
    'by permission' = @('| permission | cmdlets |', '|---|---|') + $byPermission
    'by cmdlet'     = $byCommand
    'none'          = ($commands | Where-Object { -not $_.Needs }).Name -join ', '
}
$text = (Get-Content -Raw $page) -replace '\r\n', "`n"
foreach ($name in $tables.Keys) {
    $marked = "(?s)(?<=<!-- $name -->\n).*?(?=<!-- end of $name -->)"
    if ($text -notmatch $marked) { throw "The page has no place marked '$name'." }
    $lines = "`n" + ($tables[$name] -join "`n").Trim() + "`n`n"
    $text = [regex]::Replace($text, $marked, { $lines })
}
[System.IO.File]::WriteAllText($page, $text)
