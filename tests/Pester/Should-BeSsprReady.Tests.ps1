# The operator for tests of one's own, in both of Pester's forms: what is ready passes, and whatever is not, or is not known, fails with the reason.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingCmdletAliases', '', Justification = 'The alias is what is tested.')]
param()

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    Import-Module "$(Split-Path (Get-TestModulePath))/Validation/SsprTools.Pester.psm1"
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $policy = Compare-SsprPolicy CIS
    $pass = $policy | Where-Object Setting -EQ NotifyUsers
    $fail = $policy | Where-Object Setting -EQ Scope
    $blind = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read) -PassThru
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $unknown = Compare-SsprPolicy Microsoft -Setting AdminSsprEnabled -Connection $blind -ErrorAction Ignore
    $user = Test-SsprUser "ben@$($sandbox.DefaultDomain)"
    $count = Measure-SsprImpact -Scope All -Summary
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Should -BeSsprReady' {
    It 'passes what passes' {
        "$($pass.Verdict)" | Should -Be 'Pass'
        $pass | Should -BeSsprReady
        $pass, $pass | Should -BeSsprReady
    }

    It 'fails what fails, with what was expected and found' {
        { $fail | Should -BeSsprReady } | Should -Throw 'Expected to be ready for self-service password reset, but the verdict is Fail: Scope: expected All, actual None.*'
        { $user | Should -BeSsprReady -Because 'the pilot starts' } | Should -Throw "Expected to be ready for self-service password reset, because the pilot starts, but the verdict is Fail: ben@*"
    }

    It 'fails on one that is not ready among those that are' {
        { $pass, $fail, $pass | Should -BeSsprReady } | Should -Throw '*the verdict is Pass, Fail: Scope*'
    }

    It 'fails what is not known, with the reason, with -Not too' {
        { $unknown | Should -BeSsprReady } | Should -Throw '*the verdict is Unknown: AdminSsprEnabled: expected No, actual Unknown. It could not be read*'
        { $unknown | Should -Not -BeSsprReady } | Should -Throw '*the verdict is Unknown*'
        $count.Unknown | Should -BeGreaterThan 0
        { $count | Should -BeSsprReady } | Should -Throw "*the verdict is Unknown: 0 lose password reset*$($count.Unknown) are unknown*"
    }

    It 'fails on nothing, and on what has no verdict' {
        { $null | Should -BeSsprReady } | Should -Throw '*Nothing was given, so nothing is known.*'
        { @() | Should -BeSsprReady } | Should -Throw '*Nothing was given*'
        { Get-Item $PSScriptRoot | Should -BeSsprReady } | Should -Throw '*DirectoryInfo has no verdict*'
        { $true | Should -BeSsprReady } | Should -Throw '*Boolean has no verdict*'
    }

    It 'has its opposite' {
        $fail | Should -Not -BeSsprReady
        { $pass | Should -Not -BeSsprReady } | Should -Throw 'Expected not to be ready*the verdict is Pass*'
    }
}

Describe 'Should-BeSsprReady' {
    It 'says the same in Pester 6''s words' {
        $pass | Should-BeSsprReady
        $pass, $pass | Should-BeSsprReady
        { $fail | Should-BeSsprReady } | Should -Throw '*the verdict is Fail: Scope*'
        { $unknown | Should-BeSsprReady -Because 'of the audit' } | Should -Throw '*because of the audit, but the verdict is Unknown*'
        { $null | Should-BeSsprReady } | Should -Throw '*Nothing was given*'
    }
}
