BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $sku = (Invoke-SandboxGraph $sandbox GET subscribedSkus).value | Where-Object { $_.servicePlans.servicePlanName -contains 'AAD_PREMIUM' } | Select-Object -First 1
    function New-User([string] $Name, [switch] $Licensed) {
        $user = Invoke-SandboxGraph $sandbox POST users @{
            accountEnabled = $true; displayName = $Name; mailNickname = $Name; userPrincipalName = "$Name@$($sandbox.DefaultDomain)"; usageLocation = 'GB'
            passwordProfile = @{ password = "Xy7-$([guid]::NewGuid())" }
        }
        if ($Licensed) { $null = Invoke-SandboxGraph $sandbox POST "users/$($user.id)/assignLicense" @{ addLicenses = @(@{ skuId = $sku.skuId; disabledPlans = @() }); removeLicenses = @() } }
        $user
    }
    $licensed = New-User licensed -Licensed
    $bare = New-User bare
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Test-SsprPrerequisite' {
    BeforeEach { Clear-SandboxFault $sandbox }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'says that the tenant has a licence for reset and writeback, and a free unit' {
        $results = @(Test-SsprPrerequisite)
        $results.Check | Should -Be 'CloudResetLicense', 'WritebackLicense', 'FreeLicense'
        foreach ($result in $results) {
            "$($result.Verdict)" | Should -Be 'Pass' -Because $result.Check
            $result.Evidence | Should -Match $sku.skuPartNumber
            $result.Source | Should -Match 'subscribedSkus'
            $result.AsOf | Should -BeOfType [DateTimeOffset]
            $result.Reason | Should -Not -BeNullOrEmpty
            $result.NextStep | Should -BeNullOrEmpty
        }
    }

    It 'says of a user whether that one is licensed, and which licence would do' {
        $results = @($licensed.userPrincipalName, $bare.userPrincipalName | Test-SsprPrerequisite)
        $results.Count | Should -Be 4
        $results | Where-Object User -eq $licensed.userPrincipalName | ForEach-Object { "$($_.Verdict)" | Should -Be 'Pass' }
        $missing = $results | Where-Object { $_.User -eq $bare.userPrincipalName -and $_.Check -eq 'UserCloudResetLicense' }
        "$($missing.Verdict)" | Should -Be 'Fail'
        $missing.Reason | Should -Match 'no licence'
        $missing.NextStep | Should -Match 'Entra ID P1'
        $missing.NextStep | Should -Match 'Business Standard'
        $missing.NextStep | Should -Match '24 hours'
        $missing.Source | Should -Match 'licenseDetails'
    }

    It 'sees a plan that is switched off, for the tenant and for the user' {
        Set-SandboxFault $sandbox licence-plan-disabled
        $tenant = Test-SsprPrerequisite | Where-Object Check -eq CloudResetLicense
        $user = Test-SsprPrerequisite $licensed.userPrincipalName | Where-Object Check -eq UserCloudResetLicense
        foreach ($result in $tenant, $user) {
            "$($result.Verdict)" | Should -Be 'Fail'
            $result.Reason | Should -Match 'AAD_PREMIUM is switched off \(Disabled\)'
            $result.NextStep | Should -Not -BeNullOrEmpty
        }
    }

    It 'takes a hundred from the pipeline and asks for the tenant once' {
        $users = 1..100 | ForEach-Object { [pscustomobject]@{ Id = $licensed.id } }
        Clear-SandboxRequest $sandbox
        $results = @($users | Test-SsprPrerequisite)
        $results.Count | Should -Be 200
        @($results | Where-Object Verdict -ne Pass).Count | Should -Be 0
        @(Get-SandboxRequest $sandbox | Where-Object path -like '*subscribedSkus').Count | Should -Be 1
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'goes on after a user that does not exist' {
        $results = "nobody@$($sandbox.DefaultDomain)", $licensed.id | Test-SsprPrerequisite -ErrorVariable problem -ErrorAction SilentlyContinue
        @($results).Count | Should -Be 2
        $problem[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.TestSsprPrerequisiteCommand'
        $problem[0].TargetObject | Should -Be "nobody@$($sandbox.DefaultDomain)"
    }

    It 'refuses text that is no user' {
        { Test-SsprPrerequisite 'no user' } | Should -Throw -ErrorId '*,SsprTools.Commands.TestSsprPrerequisiteCommand' -ExpectedMessage "*'no user' is no user*"
    }

    It 'without the permission names it' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read) -PassThru
        $refused = { Test-SsprPrerequisite -Connection $connection } | Should -Throw -ErrorId 'PermissionMissing,*' -PassThru
        $refused.ErrorDetails.RecommendedAction | Should -Match 'LicenseAssignment\.Read\.All'
    }

    It 'works for an app without a user' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope LicenseAssignment.Read.All -AppOnly) -PassThru
        @(Test-SsprPrerequisite -Connection $connection).Count | Should -Be 3
    }

    It 'ends when the token has expired' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope LicenseAssignment.Read.All -ExpiresIn -60) -PassThru
        { Test-SsprPrerequisite -Connection $connection } | Should -Throw -ErrorId 'AccessTokenExpired,*'
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Test-SsprPrerequisite' @{ uri = $sandbox.Uri } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'shows no token in any stream' {
        $DebugPreference = 'Continue'
        $text = Test-SsprPrerequisite -Verbose *>&1 | Out-String -Width 500
        $text | Should -Match 'GET /v1.0/subscribedSkus: 200'
        $text | Should -Not -Match 'eyJ[\w-]+\.'
    }

    It 'shows verdict, reason and next step in its default view' {
        $text = Test-SsprPrerequisite $bare.id | Out-String -Width 200
        $text | Should -Match 'Verdict\s+: Fail'
        $text | Should -Match 'Next step\s+: '
    }

    It 'says that the sandbox is gone, when it is' {
        $second = Start-TestSandbox
        $connection = Connect-SsprTenant -Sandbox $second.Uri -PassThru
        Stop-TestSandbox $second
        { Test-SsprPrerequisite -Connection $connection } | Should -Throw -ErrorId 'ServiceUnreachable,*'
    }
}
