BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $monica = New-SsprTestUser 'Monica Thompson' MonicaT
    $inner = New-SsprGroup 'Inner Ring' -Member $monica
    $outer = New-SsprGroup SSPRTesters 'Testers of SSPR rollout' -Member $inner
    $null = New-PlainGroup $sandbox Twice
    $null = New-PlainGroup $sandbox Twice
    $null = New-PlainGroup $sandbox Mailed @{ groupTypes = @('Unified'); mailEnabled = $true; securityEnabled = $false }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprGroup' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'gives one by name, id or object' {
        $group = Get-SsprGroup SSPRTesters
        $group.Description | Should -Be 'Testers of SSPR rollout'
        $group.Membership | Should -Be Assigned
        $group.Status | Should -BeNullOrEmpty
        (Get-SsprGroup $outer.Id).DisplayName | Should -Be SSPRTesters
        ($outer | Get-SsprGroup).Id | Should -Be $outer.Id
    }

    It 'lists security groups only' {
        $names = (Get-SsprGroup).DisplayName
        $names | Should -Contain SSPRTesters
        $names | Should -Contain 'Inner Ring'
        $names | Should -Not -Contain Mailed
    }

    It 'lists members, and those of nested groups with -Transitive' {
        $direct = Get-SsprGroup SSPRTesters -Member
        $direct.DisplayName | Should -Be 'Inner Ring'
        $direct.Kind | Should -Be Group
        $direct.GroupName | Should -Be SSPRTesters
        $all = Get-SsprGroup SSPRTesters -Member -Transitive
        $all.DisplayName | Sort-Object | Should -Be 'Inner Ring', 'Monica Thompson'
        ($all | Where-Object Kind -EQ User).UserPrincipalName | Should -Be "MonicaT@$domain"
    }

    It 'takes a hundred from the pipeline' { (1..100 | ForEach-Object { 'SSPRTesters' } | Get-SsprGroup).Count | Should -Be 100 }

    It 'reads members of any number, page by page' {
        $users = 1..30 | ForEach-Object { [pscustomobject]@{ DisplayName = "Person $_"; UserPrincipalName = "person$_" } } | New-SsprTestUser
        $null = New-SsprGroup Many -Member $users
        Set-SandboxFault $sandbox small-pages -Target 4
        @(Get-SsprGroup Many -Member).Count | Should -Be 30
        Clear-SandboxRequest $sandbox
        $null = Get-SsprGroup Many -Member | Select-Object -First 1
        @(Get-SandboxRequest $sandbox | Where-Object path -Like '*/members').Count | Should -BeLessOrEqual 2
    }

    It 'says so when the list is cut off' {
        Set-SandboxFault $sandbox small-pages -Target 4
        Set-SandboxFault $sandbox nextlink-repeat
        { Get-SsprGroup Many -Member } | Should -Throw -ErrorId 'IncompletePages,*'
    }

    It 'says <id> for <name>' -ForEach @(
        @{ id = 'GroupNotFound'; name = 'No such group' }
        @{ id = 'GroupNotFound'; name = '4d6f6e69-6361-5468-6f6d-70736f6e0000' }
        @{ id = 'AmbiguousGroup'; name = 'Twice' }
    ) {
        Get-SsprGroup $name -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be "$id,SsprTools.Commands.GetSsprGroupCommand"
        $failure[0].TargetObject | Should -Be $name
    }

    It 'wants a group for -Member, and -Member for -Transitive' {
        { Get-SsprGroup -Member } | Should -Throw -ErrorId 'InvalidArgument,*'
        { Get-SsprGroup SSPRTesters -Transitive } | Should -Throw -ErrorId 'InvalidArgument,*'
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        $failure = Get-Failure { Get-SsprGroup -Connection $narrow }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Group.Read.All'
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprGroup; "done"' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    Context 'completion' {
        It 'offers names, quoted where needed' {
            Get-Completion 'Get-SsprGroup sspr' | Should -Be SSPRTesters
            Get-Completion 'Get-SsprGroup -Identity inn' | Should -Be "'Inner Ring'"
            Get-Completion "Get-SsprGroup 'inner r" | Should -Be "'Inner Ring'"
        }

        It 'offers ids where a name stands for two' { Get-Completion 'Get-SsprGroup twi' | Should -Match '^''?[0-9a-f-]{36}''?$' }

        It 'asks once a minute' {
            $null = Get-Completion 'Get-SsprGroup ss'
            Clear-SandboxRequest $sandbox
            $null = Get-Completion 'Get-SsprGroup ss'
            Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'gives up after two seconds without an error' {
            Set-SandboxFault $sandbox latency -Target 20000
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Get-Completion 'Get-SsprGroup slow' | Should -BeNullOrEmpty
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 4
        }

        It 'offers nothing without a connection, and no error' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$(Get-TestModulePath)'; (TabExpansion2 'Get-SsprGroup ss' 16).CompletionMatches | Where-Object ResultType -eq ParameterValue")
            $shell.Invoke() | Should -BeNullOrEmpty
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
        }

        It 'uses the connection that was given' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$(Get-TestModulePath)'; `$c = Connect-SsprTenant -Sandbox '$($sandbox.Uri)' -PassThru; (TabExpansion2 'Get-SsprGroup -Connection `$c -Identity ssprt' 44).CompletionMatches.CompletionText")
            $shell.Invoke() | Should -Be SSPRTesters
            $shell.Dispose()
        }
    }
}
