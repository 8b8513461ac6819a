BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Invoke-SsprGraphRequest' {
    BeforeEach { Clear-SandboxFault $sandbox; Clear-SandboxRequest $sandbox }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'gives an answer as an object (<_>)' -ForEach 'users?$top=2', '/users?$top=2', '/v1.0/users?$top=2', 'v1.0/users?$top=2' {
        $answer = Invoke-SsprGraphRequest $_
        @($answer.value).Count | Should -Be 2
        $answer.value[0].userPrincipalName | Should -Match '@'
        (Get-SandboxRequest $sandbox).path | Should -Be '/v1.0/users'
    }

    It 'asks beta when told to' {
        try { $null = Invoke-SsprGraphRequest users -Beta } catch { $null = $_ }
        (Get-SandboxRequest $sandbox).path | Should -Be '/beta/users'
    }

    It 'takes an absolute address of the connected Graph, such as a next page' {
        $next = (Invoke-SsprGraphRequest 'users?$top=2').'@odata.nextLink'
        @((Invoke-SsprGraphRequest $next).value).Count | Should -BeGreaterThan 0
    }

    It 'with -All gives every row of every page' {
        $whole = @((Invoke-SandboxGraph $sandbox GET 'users?$top=999').value).Count
        Clear-SandboxRequest $sandbox
        Set-SandboxFault $sandbox small-pages -Target 3
        $rows = @(Invoke-SsprGraphRequest 'users?$select=id' -All)
        $rows.Count | Should -Be $whole
        @($rows.id | Sort-Object -Unique).Count | Should -Be $rows.Count
        @(Get-SandboxRequest $sandbox).Count | Should -BeGreaterThan 2
    }

    It 'with -All never hands out a part as if it were whole (<Fault>)' -ForEach @(
        @{ Fault = 'nextlink-foreign' }
        @{ Fault = 'nextlink-repeat' }
    ) {
        Set-SandboxFault $sandbox small-pages -Target 3
        Set-SandboxFault $sandbox $Fault
        { Invoke-SsprGraphRequest 'users?$select=id' -All } | Should -Throw -ErrorId 'IncompletePages,*'
    }

    It 'creates, changes and removes, with a hashtable, an object or text as the body' {
        $name = "raw-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        $group = Invoke-SsprGraphRequest groups -Method POST -Body @{ displayName = $name; mailNickname = $name; mailEnabled = $false; securityEnabled = $true }
        $group.displayName | Should -Be $name
        Invoke-SsprGraphRequest "groups/$($group.id)" -Method PATCH -Body ([pscustomobject]@{ description = 'by an object' }) | Should -BeNullOrEmpty
        (Invoke-SandboxGraph $sandbox GET "groups/$($group.id)").description | Should -Be 'by an object'
        Invoke-SsprGraphRequest "groups/$($group.id)" -Method PATCH -Body '{"description":"by text"}'
        (Invoke-SandboxGraph $sandbox GET "groups/$($group.id)").description | Should -Be 'by text'
        Invoke-SsprGraphRequest "groups/$($group.id)" -Method DELETE
        { Invoke-SandboxGraph $sandbox GET "groups/$($group.id)" } | Should -Throw
    }

    It 'with -WhatIf sends nothing that changes anything' {
        Invoke-SsprGraphRequest groups -Method POST -Body @{ displayName = 'no' } -WhatIf
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses <Uri>, and sends nothing anywhere' -ForEach @(
        @{ Uri = 'https://graph.microsoft.com/v1.0/users' }
        @{ Uri = 'http://127.0.0.1:9/v1.0/users' }
        @{ Uri = '//127.0.0.1:9/v1.0/users' }
        @{ Uri = '\\127.0.0.1:9\users' }
        @{ Uri = '/\127.0.0.1:9/users' }
        @{ Uri = 'https://graph.microsoft.com@127.0.0.1:9/users' }
    ) {
        $address = $Uri
        { Invoke-SsprGraphRequest $address } | Should -Throw -ErrorId 'ForeignAddress,SsprTools.Commands.InvokeSsprGraphRequestCommand'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'never follows a redirect' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        try { { Invoke-SsprGraphRequest "users/../../../redirect?to=http://127.0.0.1:$($listener.LocalEndpoint.Port)" -ErrorAction Stop } | Should -Throw; $listener.Pending() | Should -BeFalse }
        finally { $listener.Stop() }
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a body with GET'; Call = { Invoke-SsprGraphRequest users -Body @{ a = 1 } -ErrorAction Stop } }
        @{ What = '-All with a write'; Call = { Invoke-SsprGraphRequest users -Method POST -All -ErrorAction Stop } }
        @{ What = 'two versions'; Call = { Invoke-SsprGraphRequest v1.0/users -Beta -ErrorAction Stop } }
        @{ What = 'a removal that would delete the member'; Call = { Invoke-SsprGraphRequest groups/a/members/b -Method DELETE -ErrorAction Stop } }
    ) {
        $Call | Should -Throw -ErrorId 'InvalidArgument,*'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'survives throttling and a service that fails for now' {
        Set-SandboxFault $sandbox throttle -Count 2
        Set-SandboxFault $sandbox unavailable -Count 1
        @((Invoke-SsprGraphRequest 'users?$top=2').value).Count | Should -Be 2
    }

    It 'goes on with the next address after one that fails' {
        $got = @('users/nobody', 'users?$top=1' | Invoke-SsprGraphRequest -ErrorAction SilentlyContinue -ErrorVariable problem)
        $got.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'GraphRequestFailed,SsprTools.Commands.InvokeSsprGraphRequestCommand'
        $problem[0].TargetObject | Should -Be 'users/nobody'
    }

    It 'without the permission says so' {
        $narrow = Connect-Narrowly $sandbox User.Read
        { Invoke-SsprGraphRequest groups -Connection $narrow -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionMissing,*'
    }

    It 'shows no token and no body in any stream' {
        # Not in the line itself, which an error record quotes.
        $body = @{ passwordProfile = @{ password = 'Secret-In-Body-1' } }
        $all = Get-AllText { Invoke-SsprGraphRequest users -Method POST -Body $body -Verbose -Debug -ErrorAction Continue }
        $all.Text | Should -Match 'POST /v1.0/users'
        $all.Text.Contains('Secret-In-Body-1') | Should -BeFalse
        $all.Text | Should -Not -Match 'eyJ[\w-]+\.[\w-]+\.'
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Invoke-SsprGraphRequest users' @{ uri = $sandbox.Uri } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}
