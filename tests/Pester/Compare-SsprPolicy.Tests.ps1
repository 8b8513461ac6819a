BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $quiet = @{ Confirm = $false; BackupPath = "$TestDrive" }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Compare-SsprPolicy' {
    BeforeEach { Clear-SandboxFault $sandbox }

    It 'judges the five CIS controls, and passes them when they are set' {
        $found = Compare-SsprPolicy
        ($found.Reference | ForEach-Object { ($_ -split ' ')[-1] }) | Should -Be '5.2.4.1', '5.2.4.2', '5.2.4.3', '5.2.4.3', '5.2.4.4', '5.2.4.5'
        "$(($found | Where-Object Setting -EQ Scope).Verdict)" | Should -Be 'Fail'
        $null = Set-SsprPolicy @quiet -Scope All -NumberOfMethodsRequired 2 -RequireRegistration $true -ReconfirmDays 180 -NotifyUsers $true -NotifyAdmins $true
        (Compare-SsprPolicy CIS).Verdict | ForEach-Object { "$_" } | Sort-Object -Unique | Should -Be 'Pass'
    }

    It 'judges what Microsoft recommends, each with its source' {
        $found = Compare-SsprPolicy Microsoft
        $found.Reference | ForEach-Object { $_ | Should -Match 'howto-sspr-deployment|Zero Trust Assessment' }
        "$(($found | Where-Object Setting -EQ AdminSsprEnabled).Verdict)" | Should -Be 'Fail'
        ($found | Where-Object Setting -EQ AdminSsprEnabled).Reference | Should -Match '21842'
    }

    It 'never passes what could not be read' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        Set-SandboxFault $sandbox server-error -Target PasswordReset
        $found = Compare-SsprPolicy CIS, Microsoft -Connection $connection -ErrorVariable problem -ErrorAction SilentlyContinue
        ($found.Verdict | ForEach-Object { "$_" } | Sort-Object -Unique) | Should -Be 'Unknown'
        $found | ForEach-Object { $_.Remarks | Should -Not -BeNullOrEmpty -Because $_.Setting }
        $problem.FullyQualifiedErrorId | Should -Contain 'ServiceUnavailable,SsprTools.Commands.CompareSsprPolicyCommand'
    }

    It 'finds the drift against a file' {
        $file = "$TestDrive/drift.json"
        $null = Export-SsprPolicy $file -Force
        $null = Set-SsprPolicy @quiet -ReconfirmDays 33
        $drift = @(Get-Item $file | Compare-SsprPolicy | Where-Object Verdict -NE Pass)
        $drift.Setting | Should -Be 'ReconfirmDays'
        $drift.Actual | Should -Be 33
    }

    It 'compares two tenants' {
        $other = Start-TestSandbox
        try {
            $reference = Connect-SsprTenant -Sandbox $other.Uri -PassThru
            $null = Connect-SsprTenant -Sandbox $sandbox.Uri
            $null = Set-SsprPolicy @quiet -SkipRegistrationDays 3
            $found = Compare-SsprPolicy -ReferenceConnection $reference -Setting SkipRegistrationDays
            "$($found.Verdict) $($found.Expected) $($found.Actual)" | Should -Be 'Fail 7 3'
            $found.Baseline | Should -Match 'Sandbox'
        }
        finally { Stop-TestSandbox $other }
    }

    It 'says of what the other tenant does not tell that it is unknown, instead of leaving it out' {
        $reference = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -AppOnly -Scope Policy.Read.All) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        Set-SandboxFault $sandbox server-error -Target PasswordReset -Count 1
        $found = Compare-SsprPolicy -ReferenceConnection $reference -Setting NotifyUsers, PasswordWriteback, AdminSsprEnabled -ErrorAction SilentlyContinue
        ($found | ForEach-Object { "$($_.Setting) $($_.Verdict) $($_.Expected)" }) -join ', ' | Should -Match 'Unknown Unknown'
        @($found).Count | Should -Be 3
        ($found | Where-Object Expected -EQ Unknown).Remarks | Should -Match 'is not known'
    }

    It 'writes nothing' {
        Clear-SandboxRequest $sandbox
        $null = Compare-SsprPolicy CIS, Microsoft
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        @((Get-SandboxRequest $sandbox) | Where-Object path -Match 'PasswordResetPolicies$').Count | Should -BeLessOrEqual 2 -Because 'one read serves both baselines'
    }

    It 'refuses a file that is none, and goes on with the next' {
        $good = "$TestDrive/good.json"
        $null = Export-SsprPolicy $good -Force
        Set-Content "$TestDrive/bad.json" '{}'
        $found = Compare-SsprPolicy -Path "$TestDrive/bad.json", $good -ErrorVariable problem -ErrorAction SilentlyContinue
        @($found).Count | Should -BeGreaterThan 20
        $problem[0].FullyQualifiedErrorId | Should -Be 'InvalidBackup,SsprTools.Commands.CompareSsprPolicyCommand'
    }

    It 'shows verdicts in its default view' {
        $text = Compare-SsprPolicy | Out-String -Width 140
        $text | Should -Match 'Baseline: CIS'
        $text | Should -Match '(Pass|Fail)\s+NotifyUsers\s+Yes\s+(Yes|No)\s+Portal'
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Compare-SsprPolicy' @{ uri = $sandbox.Uri } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}
