BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-SsprGroup SSPRTesters
    $null = New-SsprTestUser 'Monica Thompson' MonicaT -License AAD_PREMIUM -Group SSPRTesters
    $null = New-SsprTestUser 'Short Lived' shortlived -ExpiresAfter 1
    $null = New-PlainUser $sandbox Somebody
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprTestUser' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'lists marked users and no others' {
        $users = Get-SsprTestUser
        $users.UserPrincipalName | Should -Contain "MonicaT@$domain"
        $users.UserPrincipalName | Should -Not -Contain "Somebody@$domain"
        $monica = $users | Where-Object UserPrincipalName -EQ "MonicaT@$domain"
        $monica.License | Should -Be AAD_PREMIUM
        $monica.Status | Should -BeNullOrEmpty
        $monica.Credential | Should -BeNullOrEmpty
        $monica.TestUntil | Should -BeGreaterThan ([DateOnly]::FromDateTime([datetime]::UtcNow))
    }

    It 'gives one by UPN or id, with its groups' {
        $monica = Get-SsprTestUser "MonicaT@$domain"
        $monica.Groups | Should -Be SSPRTesters
        (Get-SsprTestUser $monica.Id).UserPrincipalName | Should -Be "MonicaT@$domain"
    }

    It 'takes a hundred from the pipeline' {
        (1..100 | ForEach-Object { "MonicaT@$domain" } | Get-SsprTestUser).Count | Should -Be 100
    }

    It 'takes its own objects' { (Get-SsprTestUser | Get-SsprTestUser).Count | Should -Be @(Get-SsprTestUser).Count }

    It '-Expired goes by the service''s clock' {
        Get-SsprTestUser -Expired | Should -BeNullOrEmpty
        Step-SandboxClock $sandbox (New-TimeSpan -Days 2)
        (Get-SsprTestUser -Expired).UserPrincipalName | Should -Be "shortlived@$domain"
        Get-SsprTestUser "MonicaT@$domain" -Expired | Should -BeNullOrEmpty
    }

    It 'says <id> for <name>' -ForEach @(
        @{ id = 'UserNotFound'; name = 'nobody' }
        @{ id = 'NotATestUser'; name = 'Somebody' }
    ) {
        Get-SsprTestUser "$name@$domain" -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be "$id,SsprTools.Commands.GetSsprTestUserCommand"
    }

    It 'refuses a name that is no UPN at once' { { Get-SsprTestUser Monica } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*' -ExpectedMessage '*user principal name such as*' }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'Group.Read.All'
        $failure = Get-Failure { Get-SsprTestUser -Connection $narrow }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'User.Read.All'
    }

    It 'still lists when it may not read the licences'' names' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        (Get-SsprTestUser -Connection $narrow | Where-Object UserPrincipalName -EQ "MonicaT@$domain").License | Should -Match '^[0-9a-f-]{36}$'
    }

    It 'asks for no more pages than the first row needs' {
        Set-SandboxFault $sandbox small-pages -Target 1
        Clear-SandboxRequest $sandbox
        $null = Get-SsprTestUser | Select-Object -First 1
        @(Get-SandboxRequest $sandbox | Where-Object path -EQ '/v1.0/users').Count | Should -BeLessOrEqual 2
        @(Get-SsprTestUser).Count | Should -BeGreaterOrEqual 2
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprTestUser; "done"' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes test users only' {
        Get-Completion 'Get-SsprTestUser mon' | Should -Be "'MonicaT@$domain'"
        Get-Completion 'Get-SsprTestUser some' | Should -BeNullOrEmpty
    }
}
