# Brings the table of about_SsprTools_Policy_Sources.md up to date: asks a sandbox for the whole policy, with the portal API. A test compares.
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../out/SsprTools/SsprTools.psd1", "$PSScriptRoot/../out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
$page = "$PSScriptRoot/about_SsprTools_Policy_Sources.md"

$sandbox = Start-SsprSandbox
try {
    $null = $sandbox | Connect-SsprTenant
    $rows = Get-SsprPolicy | ForEach-Object { "| $($_.Page) | $($_.Setting) | $($_.Source) |" }
}
finally { Stop-SsprSandbox $sandbox }

$lines = "`n" + ((@('| page | setting | source |', '|---|---|---|') + $rows) -join "`n") + "`n`n"
$text = (Get-Content -Raw $page) -replace '\r\n', "`n"
[System.IO.File]::WriteAllText($page, [regex]::Replace($text, '(?s)(?<=<!-- settings -->\n).*?(?=<!-- end of settings -->)', { $lines }))
