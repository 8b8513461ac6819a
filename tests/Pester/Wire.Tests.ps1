# What the network and the service do to every command alike, seen through commands that read and one that writes.

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '300'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'The wire' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'a read goes through <fault>' -ForEach @(
        @{ fault = 'throttle' }
        @{ fault = 'throttle-no-header' }
        @{ fault = 'unavailable' }
        @{ fault = 'reset' }
    ) {
        Set-SandboxFault $sandbox $fault -Count 1
        (Get-SsprMethod "ben@$domain").Method | Should -Contain MobilePhone
    }

    It 'a service that stays <fault> ends in <id>' -ForEach @(
        @{ fault = 'server-error'; id = 'ServiceUnavailable' }
    ) {
        Set-SandboxFault $sandbox $fault
        $failure = $null
        try { Get-SsprMethod "ben@$domain" -ErrorAction Stop } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike "$id,*"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'a write whose answer was lost is not sent twice' {
        Clear-SandboxRequest $sandbox
        Set-SandboxFault $sandbox reset -Count 1 -Target '/v1.0/groups'
        New-SsprGroup OnlyOnce -ErrorAction SilentlyContinue -ErrorVariable failure
        @(Get-SandboxRequest $sandbox | Where-Object { $_.method -eq 'POST' -and $_.path -eq '/v1.0/groups' }).Count | Should -BeLessOrEqual 1
        Clear-SandboxFault $sandbox
        (New-SsprGroup OnlyOnce).Status | Should -BeIn 'Created', 'Unchanged'
        (Invoke-SandboxGraph $sandbox GET "groups?`$filter=displayName eq 'OnlyOnce'").value.Count | Should -Be 1
    }

    It 'a chain of pages that ends before its count is an error' {
        $group = New-SsprGroup Counted
        $null = Get-SsprRegistration | Select-Object -First 60 | Add-SsprGroupMember $group
        Set-SandboxFault $sandbox small-pages -Target 25
        Set-SandboxFault $sandbox nextlink-lost
        { Get-SsprRegistration -Group Counted } | Should -Throw -ErrorId 'IncompletePages,*'
    }

    It 'a directory that answers with the state of a minute ago does not make a change look done' {
        Set-SandboxFault $sandbox directory-stale
        (New-SsprGroup Stale -WarningAction SilentlyContinue).Status | Should -Be Unverified
        Clear-SandboxFault $sandbox
        (New-SsprGroup Stale).Status | Should -Be Unchanged
    }

    It 'says when it waits' {
        Set-SandboxFault $sandbox throttle -Count 1
        $all = Get-SsprMethod "ben@$domain" -Verbose 4>&1
        "$($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })" | Should -Match 'throttling'
    }
}
