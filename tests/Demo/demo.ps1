<#
.SYNOPSIS
Microsoft's tutorial for self-service password reset, walked with the module's own cmdlets against a sandbox that it starts and stops.
.DESCRIPTION
Steps 1 to 4 are the admin's half, 5 to 8 the user's. Each step prints its objects through their default views. The script ends with exit
code 1 if a step is Failed, Unknown or Pending at its end, or if an error was written.
#>
#Requires -Version 7.4
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
Import-Module "$root/out/SsprTools/SsprTools.psd1", "$root/out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
$script:bad = [System.Collections.Generic.List[string]]::new()

# Shows what came, and remembers what is not as it should be.
function Show-Step([string] $Title, [object[]] $Object, [string] $Expected) {
    Write-Host "`n== $Title" -ForegroundColor Cyan
    $Object | Out-Host
    if (-not $Object) { $script:bad.Add("${Title}: nothing came") }
    foreach ($item in $Object) {
        $state = $item.Status ?? $item.Verdict ?? $item.State ?? ($item.Succeeded -eq $false ? 'Failed' : $null)
        if ($null -ne $state -and "$state" -in 'Failed', 'Fail', 'Unknown', 'Pending', 'Unverified') { $script:bad.Add("${Title}: $state") }
        if ($Expected -and "$state" -ne $Expected) { $script:bad.Add("${Title}: $state where $Expected was expected") }
    }
}

function Assert-Step([string] $What, [bool] $Holds) {
    Write-Host ("   {0} {1}" -f ($Holds ? 'ok  ' : 'NOT '), $What)
    if (-not $Holds) { $script:bad.Add($What) }
}

function Step-Clock([timespan] $By) {
    $null = Invoke-RestMethod -Method Post -Uri "$("$($sandbox.Uri)".TrimEnd('/'))/_sandbox/clock" -ContentType application/json `
        -Body (@{ advance = [System.Xml.XmlConvert]::ToString($By) } | ConvertTo-Json)
    Write-Host "   the sandbox's clock was moved by $By"
}

$evidence = Join-Path ([System.IO.Path]::GetTempPath()) "ssprtools-demo-$PID"
$null = New-Item $evidence -ItemType Directory
$sandbox = Start-SsprSandbox
try {
    Show-Step '1. A tenant, its licence, and password reset off' ($sandbox | Connect-SsprTenant | Select-Object Account, TenantId, Environment, PortalApi)
    Show-Step '1. The licence check comes first' (Test-SsprPrerequisite) 'Pass'
    $scope = Get-SsprPolicy -Setting Scope
    Show-Step '1. Password reset' $scope
    Assert-Step 'password reset is off' ("$($scope.Value)" -eq 'None')

    $pilot = @{ DisplayName = 'Monica Thompson'; UserPrincipalName = 'MonicaT'; License = 'AAD_PREMIUM'; UsageLocation = 'US' }
    $monica = New-SsprTestUser @pilot
    Show-Step '2. The test user' $monica 'Created'
    Assert-Step 'must change the password at first sign-in' ($monica.MustChangePassword -eq $true)
    $group = New-SsprGroup -DisplayName SSPRTesters -Description 'Testers of SSPR rollout' -Member $monica
    Show-Step '3. The group' $group 'Created'
    Show-Step '3. Its members' (Get-SsprGroup SSPRTesters -Member)
    Show-Step '4. Password reset on for the group' (Enable-SsprGroup SSPRTesters -BackupPath $evidence -Confirm:$false) 'Updated'
    Show-Step '4. The policy, page by page' (Get-SsprPolicy -Page Properties, AuthenticationMethods, Registration, Notifications, Customization)

    $second = New-SsprTestUser -DisplayName 'Sam Rivers' -UserPrincipalName SamR -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters
    Show-Step '4. A second user' $second 'Created'
    Show-Step '4. Methods written by the admin' (Add-SsprMethod $second -MobilePhone '+1 2065550101' -Email sam@example.com) 'Created'

    Write-Host "`n== The same once more: nothing has to be done" -ForegroundColor Cyan
    Show-Step 'again: the user' (New-SsprTestUser @pilot) 'Unchanged'
    Show-Step 'again: the group' (New-SsprGroup -DisplayName SSPRTesters -Description 'Testers of SSPR rollout' -Member $monica) 'Unchanged'
    Show-Step 'again: the policy' (Enable-SsprGroup SSPRTesters -BackupPath $evidence -Confirm:$false) 'Unchanged'
    Show-Step 'again: the methods' (Add-SsprMethod $second -MobilePhone '+1 2065550101' -Email sam@example.com) 'Unchanged'

    Step-Clock '05:00'
    $rows = Get-SsprRegistration -Group SSPRTesters
    Show-Step '4. The registration report' $rows
    Assert-Step 'Sam is capable by the methods that the admin wrote' ($rows.Where{ $_.Id -eq $second.Id }.IsSsprCapable -eq $true)
    Assert-Step 'Monica is not, as she has not registered yet' ($rows.Where{ $_.Id -eq $monica.Id }.IsSsprCapable -eq $false)
    $why = Test-SsprUser $monica
    Write-Host "`n== 4. Why she cannot reset yet" -ForegroundColor Cyan
    $why.Gates | Out-Host
    Assert-Step 'only her methods are missing' ("$($why.Verdict)" -eq 'Fail' -and "$(@($why.Gates | Where-Object Verdict -NE Pass).Gate)" -eq 'Methods')

    # The user's half.
    $test = Invoke-SsprTest $monica -Timeout 0:0 -EvidencePath $evidence 6>$null
    Write-Host "`n== 5. A test of Monica's reset begins; nothing was done yet" -ForegroundColor Cyan
    $test | Out-Host
    Assert-Step 'the test is pending' ("$($test.State)" -eq 'Pending')

    function New-Secret { "Tr3k-$([guid]::NewGuid().ToString('N').Substring(0, 12))" | ConvertTo-SecureString -AsPlainText -Force }
    function New-DemoCredential([pscredential] $Old, [securestring] $Password) { [pscredential]::new($Old.UserName, $Password) }
    $first = New-Secret
    Show-Step '5. Monica signs in, sets her password and registers her phone' (
        Invoke-SsprSandboxUser -Action Register -Credential $monica.Credential -NewPassword $first -MobilePhone '+1 2065550100')
    $current = New-DemoCredential $monica.Credential $first
    Step-Clock '00:05'
    $reset = New-Secret
    Show-Step '6. Monica forgot her password and resets it' (
        Invoke-SsprSandboxUser -Action Reset -Credential $current -NewPassword $reset -MobilePhone '+1 2065550100' -Method Text -TryWrong)
    $new = New-DemoCredential $current $reset
    Show-Step '6. She signs in with the new password and a code' (Invoke-SsprSandboxUser -Action SignIn -Credential $new -MobilePhone '+1 2065550100')
    $refused = Invoke-SsprSandboxUser -Action SignIn -Credential $current
    Assert-Step 'the old password is refused' ($refused.Succeeded -eq $false)

    $samPassword = New-Secret
    Show-Step '7. Sam signs in and sets his password' (
        Invoke-SsprSandboxUser -Action Register -Credential $second.Credential -NewPassword $samPassword -MobilePhone '+1 2065550101' -Email sam@example.com)
    $samTest = Invoke-SsprTest $second -Timeout 0:0 -EvidencePath $evidence 6>$null
    $samReset = New-Secret
    Show-Step '7. Sam resets by email' (
        Invoke-SsprSandboxUser -Action Reset -Credential (New-DemoCredential $second.Credential $samPassword) -NewPassword $samReset -Email sam@example.com -Method Email)
    Show-Step '7. and signs in' (
        Invoke-SsprSandboxUser -Action SignIn -Credential (New-DemoCredential $second.Credential $samReset) -MobilePhone '+1 2065550101')

    $early = Invoke-SsprTest -Resume $test.JournalPath -Timeout 0:0 6>$null
    Write-Host "`n== 8. The logs have not spoken yet" -ForegroundColor Cyan
    $early | Out-Host
    Assert-Step 'the test is still pending' ("$($early.State)" -eq 'Pending')
    Step-Clock '05:00'
    Show-Step "8. Monica's test, resumed" (Invoke-SsprTest -Resume $test.JournalPath -Timeout 0:0 6>$null) 'Passed'
    Show-Step "8. Sam's test, resumed" (Invoke-SsprTest -Resume $samTest.JournalPath -Timeout 0:0 6>$null) 'Passed'
    Show-Step '8. The audit trail' (Get-SsprEvent $monica)
    $rows = Get-SsprRegistration $monica
    Show-Step '8. The registration row' $rows
    Assert-Step 'Monica is capable' ($rows.IsSsprCapable -eq $true)
    Show-Step '8. Can they reset?' ($monica, $second | Test-SsprUser) 'Pass'

    Show-Step 'Afterwards: the test users go' (Get-SsprTestUser | Remove-SsprTestUser -Confirm:$false) 'Removed'
}
finally {
    Stop-SsprSandbox $sandbox
    Remove-Item $evidence -Recurse -Force
}

if ($script:bad.Count -gt 0) {
    Write-Host "`nThe demo did not go well:" -ForegroundColor Red
    $script:bad | ForEach-Object { Write-Host "  - $_" }
    exit 1
}

Write-Host "`nEvery step is as it should be."
