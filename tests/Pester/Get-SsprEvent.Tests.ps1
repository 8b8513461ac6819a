BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-SsprGroup SSPRTesters
    $null = Enable-SsprGroup SSPRTesters -BackupPath $TestDrive -Confirm:$false
    $user = New-SsprTestUser 'Event User' eventuser
    $null = Add-SsprMethod $user -MobilePhone '+1 2065550100'
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprEvent' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'shows nothing while the log is late, and the events after it' {
        Get-SsprEvent | Should -BeNullOrEmpty
        Step-SandboxClock $sandbox (New-TimeSpan -Minutes 10)
        $events = Get-SsprEvent
        $events.Kind | Should -Contain PolicyChanged
    }

    It 'tells what was changed in the policy' {
        $changed = Get-SsprEvent -Kind PolicyChanged | Select-Object -First 1
        $changed.Changes | Should -Not -BeNullOrEmpty
        $changed.InitiatedBy | Should -Be "admin@$domain"
        $changed.IsSuccess | Should -BeTrue
    }

    It 'gives the events of a user, registrations by the admin too' {
        $events = Get-SsprEvent $user
        $events.Kind | Should -Contain SecurityInfo
        $events.UserPrincipalName | Sort-Object -Unique | Should -Be $user.UserPrincipalName
    }

    It 'filters by time' {
        Get-SsprEvent -After ([DateTimeOffset]::UtcNow.AddYears(1)) | Should -BeNullOrEmpty
        Get-SsprEvent -Before ([DateTimeOffset]::UtcNow.AddYears(-1)) | Should -BeNullOrEmpty
    }

    It 'takes users from the pipeline, and a missing one does not stop the rest' {
        $events = $user.UserPrincipalName, "nobody@$domain", $user.Id | Get-SsprEvent -Kind SecurityInfo -ErrorAction SilentlyContinue -ErrorVariable failure
        @($events).Count | Should -BeGreaterOrEqual 2
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.GetSsprEventCommand'
    }

    It 'an event that was never written is not there' {
        Set-SandboxFault $sandbox audit-missing
        $other = New-SsprTestUser 'Unseen User' unseen
        $null = Add-SsprMethod $other -MobilePhone '+1 2065550101'
        Step-SandboxClock $sandbox (New-TimeSpan -Hours 2)
        Get-SsprEvent $other | Should -BeNullOrEmpty
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        try { Get-SsprEvent -Connection $narrow } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprEventCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'AuditLog.Read.All'
    }

    It '-Follow shows an event once and ends within two seconds on Ctrl+C' {
        $stop = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Get-SsprEvent -Follow -After $after' @{ uri = $sandbox.Uri; after = [DateTimeOffset]::UtcNow.AddDays(-1) } -After 4000
        $stop.WasRunning | Should -BeTrue
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
        $stop.Output.Count | Should -BeGreaterThan 0
        ($stop.Output.Id | Sort-Object -Unique).Count | Should -Be $stop.Output.Count
    }
}
