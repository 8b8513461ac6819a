# Brings the table of rules in about_SsprTools_Readiness.md up to date with the rules of the built module. A test compares the two.
$ErrorActionPreference = 'Stop'
$null = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/../out/SsprTools/lib/SsprTools.Graph.dll")
$page = "$PSScriptRoot/about_SsprTools_Readiness.md"
$table = [SsprTools.Graph.Readiness.ReadinessRules]::Table | Group-Object Gate | ForEach-Object {
    "### $($_.Name)", '', '| rule | when | verdict | code | documented in |', '|---|---|---|---|---|'
    foreach ($rule in $_.Group) {
        $sources = $rule.Source -split ' ' | ForEach-Object { "[$($_ -split '/' | Select-Object -Last 1)]($_)" }
        "| $($rule.Id) | $($rule.When) | $($rule.Verdict) | $($rule.SsprCode) | $($sources -join ', ') |"
    }
    ''
}
$text = Get-Content -Raw $page
$new = [regex]::Replace($text, '(?s)(<!-- rules: .*? -->\n).*(\n<!-- end of rules -->)', { param($m) $m.Groups[1].Value + "`n" + ($table -join "`n").Trim() + "`n" + $m.Groups[2].Value })
[System.IO.File]::WriteAllText($page, $new)
