# Bulk changes under adverse conditions: lost answers and throttled steps. The sandbox's request log is the judge. For kills see Resume.Tests.ps1.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '400'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain

    # Users that the sandbox did not have; by the test, so that tests share none.
    function New-Row([string] $Prefix, [int] $Count) {
        1..$Count | ForEach-Object { [pscustomobject]@{ DisplayName = "$Prefix $_"; UserPrincipalName = "$Prefix$_@$domain"; MobilePhone = "+1 206555$('{0:d4}' -f $_)" } }
    }

    # The users that a request of the log was about, by who was asked for.
    function Get-AskedUser { @(Get-SandboxRequest $sandbox | ForEach-Object { if ($_.path -match '/users/([^/]+)') { [uri]::UnescapeDataString($Matches[1]) } } | Sort-Object -Unique) }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Add-SsprMethod in bulk' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'sends full batches: two steps a user, and few requests' {
        $rows = New-Row full 200
        $null = $rows | New-SsprTestUser
        Clear-SandboxRequest $sandbox
        $results = $rows | Add-SsprMethod -UndoPath $TestDrive
        $results.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $results.Status | Sort-Object -Unique | Should -Be Created
        $log = @(Get-SandboxRequest $sandbox)
        @($log | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual 24
        @($log | Where-Object path -NotMatch '/\$batch$').Count | Should -Be 400
    }

    It 'loses none and doubles none when a fifth of the steps is throttled and some answers are lost' {
        $rows = New-Row rough 60
        $null = $rows | New-SsprTestUser
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; ratio = 0.2; seed = 7; where = 'steps'; retryAfter = 1 }
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'step-lost'; ratio = 0.1; seed = 3; method = 'POST'; path = 'phoneMethods' }
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'bad-gateway-after'; ratio = 0.1; seed = 4; method = 'POST'; path = 'phoneMethods' }
        Clear-SandboxRequest $sandbox
        $results = $rows | Add-SsprMethod -UndoPath $TestDrive
        Clear-SandboxFault $sandbox
        $results.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $results.Status | Sort-Object -Unique | Should -Be Created
        $writes = @(Get-SandboxWrite $sandbox | Where-Object { $_.path -match 'phoneMethods' -and $_.status -ne 429 })
        @($writes | Group-Object path | Where-Object Count -GT 1).Count | Should -Be 0 -Because 'a lost write is looked for, not repeated'
        ($rows | Get-SsprMethod -Method MobilePhone).Value | Should -Be $rows.MobilePhone
    }
}

Describe 'Get-SsprMethod in bulk' {
    It 'asks in batches and answers in the order of the rows' {
        $rows = New-Row reader 100
        $null = $rows | New-SsprTestUser
        Clear-SandboxRequest $sandbox
        $found = $rows.UserPrincipalName | Get-SsprMethod -Method Password
        $found.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $found.UserId | Should -Not -Contain $null
        @(Get-SandboxRequest $sandbox | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual 12
    }
}

Describe 'Add-SsprGroupMember in bulk' {
    It 'looks members up in batches, and the second run asks for none of them' {
        $users = New-Row member 100 | New-SsprTestUser
        $null = New-SsprGroup Members
        Clear-SandboxRequest $sandbox
        $changes = $users.UserPrincipalName | Add-SsprGroupMember Members
        $changes.UserPrincipalName | Should -Be $users.UserPrincipalName
        $changes.Status | Sort-Object -Unique | Should -Be Created
        @(Get-SandboxRequest $sandbox | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual 6
        Clear-SandboxRequest $sandbox
        ($users.UserPrincipalName | Add-SsprGroupMember Members).Status | Sort-Object -Unique | Should -Be Unchanged
        Get-AskedUser | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }
}
