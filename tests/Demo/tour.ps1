# Runs the README's tour against a sandbox and writes the commands with their real output between the README's marks.
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
Import-Module "$root/out/SsprTools/SsprTools.psd1", "$root/out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
$PSStyle.OutputRendering = 'PlainText'

$steps = @(
    '$sandbox = Start-SsprSandbox'
    '$sandbox | Connect-SsprTenant | Format-Table Account, Environment, PortalApi'
    '$monica = New-SsprTestUser ''Monica Thompson'' MonicaT -License AAD_PREMIUM'
    'New-SsprGroup SSPRTesters ''Testers of SSPR rollout'' -Member $monica'
    '$change = Enable-SsprGroup SSPRTesters -Confirm:$false'
    '$change.Changes | Format-Table Setting, Before, After'
    'Get-SsprPolicy -Page Registration'
    '(Test-SsprUser $monica).Summary'
    'Add-SsprMethod $monica -MobilePhone ''+1 2065550100'' | Format-Table Status, Method, After'
    'Test-SsprUser $monica'
    '(Enable-SsprGroup SSPRTesters -Confirm:$false).Status'
)
try {
    $lines = foreach ($step in $steps) {
        "PS> $step"
        $shown = . ([scriptblock]::Create($step)) | Out-String -Width 110
        $shown -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
    }
}
finally {
    if ($sandbox) { Stop-SsprSandbox $sandbox }
    if ($change.BackupPath) { Remove-Item $change.BackupPath }
}

$readme = "$root/README.md"
$text = Get-Content -Raw -LiteralPath $readme
$block = "``````text`n$($lines -join "`n")`n```````n"
$marked = '(?s)(?<=<!-- tour -->\n).*?(?=<!-- /tour -->)'
if ($text -notmatch $marked) { throw 'README.md has no place marked for the tour.' }
[System.IO.File]::WriteAllText($readme, [regex]::Replace($text, $marked, { $block }))
$lines
