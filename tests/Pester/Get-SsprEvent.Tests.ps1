BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    Import-Module "$PSScriptRoot/../../out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
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

    It '-Follow shows what comes late, for several users together, each event once' {
        Step-SandboxClock $sandbox (New-TimeSpan -Hours 3)
        $others = 1..2 | ForEach-Object { New-SsprTestUser "Followed $_" "followed$_" }
        $state = [initialsessionstate]::CreateDefault()
        $state.ImportPSModule((Get-TestModulePath))
        $shell = [powershell]::Create($state)
        try {
            $shell.Runspace.SessionStateProxy.SetVariable('uri', $sandbox.Uri)
            $shell.Runspace.SessionStateProxy.SetVariable('users', $others.UserPrincipalName)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $null = $shell.AddScript('$null = Connect-SsprTenant -Sandbox $uri; "ready"; $users | Get-SsprEvent -Follow -Kind SecurityInfo').BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            # An open collection blocks whoever enumerates it, so what has come is taken out.
            $got = [System.Collections.Generic.List[psobject]]::new()
            function Wait-Output([scriptblock] $Until, [int] $Seconds = 40) {
                $limit = [datetime]::UtcNow.AddSeconds($Seconds)
                do { foreach ($item in $output.ReadAll()) { $got.Add($item) }; $there = & $Until; Start-Sleep -Milliseconds 100 } until ($there -or [datetime]::UtcNow -gt $limit)
                $there | Should -BeTrue
            }
            Wait-Output { $got -contains 'ready' }
            Start-Sleep -Seconds 3
            $null = Add-SsprMethod $others[1] -MobilePhone '+1 2065550112'
            $null = Add-SsprMethod $user -Email 'unasked@example.com'
            Step-SandboxClock $sandbox (New-TimeSpan -Minutes 6)
            Wait-Output { $got.UserId -contains $others[1].Id }
            # An hour late, and older than what was shown already.
            Set-SandboxFault $sandbox audit-late
            $null = Add-SsprMethod $others[0] -MobilePhone '+1 2065550111'
            Step-SandboxClock $sandbox (New-TimeSpan -Minutes 30)
            Start-Sleep -Seconds 11
            Wait-Output { $got.UserId -notcontains $others[0].Id }
            Step-SandboxClock $sandbox (New-TimeSpan -Minutes 40)
            Wait-Output { $got.UserId -contains $others[0].Id }
            # One more look, which must bring nothing again.
            Start-Sleep -Seconds 11
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 2
            foreach ($item in $output.ReadAll()) { $got.Add($item) }
            $events = @($got | Where-Object { $_ -isnot [string] })
            $events.UserId | Sort-Object -Unique | Should -Be ($others.Id | Sort-Object)
            ($events.Id | Sort-Object -Unique).Count | Should -Be $events.Count
        }
        finally { $shell.Dispose() }
    }

    It '-Follow of users who are not there follows nobody' {
        Get-SsprEvent "nobody@$domain" -Follow -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.GetSsprEventCommand'
        @() | Get-SsprEvent -Follow | Should -BeNullOrEmpty
    }

    It 'reads the log under <Switch> = <Value>' -ForEach @(
        @{ Switch = 'audit-service-name'; Value = 'SSPR' }
        @{ Switch = 'audit-trailing-blanks'; Value = $true }
        @{ Switch = 'sspr-audit-name'; Value = 'Self-service password reset policy changes' }
    ) {
        $before = @(Get-SsprEvent -Kind PolicyChanged).Count
        $old = ((Invoke-SandboxControl $sandbox GET switches).value | Where-Object name -EQ $Switch).value
        $old | Should -Not -BeNullOrEmpty
        try {
            $null = Invoke-SandboxControl $sandbox PATCH switches @{ $Switch = $Value }
            $null = Set-SsprPolicy -NotifyUsers ($before % 2 -eq 0) -BackupPath $TestDrive -Confirm:$false
            $null = Set-SsprPolicy -NotifyUsers ($before % 2 -ne 0) -BackupPath $TestDrive -Confirm:$false
            Step-SandboxClock $sandbox (New-TimeSpan -Minutes 10)
            $events = Get-SsprEvent -Kind PolicyChanged
            @($events).Count | Should -BeGreaterThan $before
            $events.Reason | Where-Object { $_ -match '\s$' } | Should -BeNullOrEmpty
        }
        finally { $null = Invoke-SandboxControl $sandbox PATCH switches @{ $Switch = $Value -is [bool] ? [bool]::Parse($old) : $old } }
    }

    It '-Summary reads the beta report, for a user, and by time' {
        Get-SsprEvent -Summary | Where-Object Feature -NotIn registration, reset | Should -BeNullOrEmpty
        $pilot = New-SsprTestUser 'Summed User' summed -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters
        $secret = "Tr3k-$([guid]::NewGuid().ToString('N').Substring(0, 12))" | ConvertTo-SecureString -AsPlainText -Force
        (Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action Register -Credential $pilot.Credential -NewPassword $secret -MobilePhone '+1 2065550120').Succeeded | Should -BeTrue
        Step-SandboxClock $sandbox (New-TimeSpan -Minutes 10)
        $rows = @(Get-SsprEvent -Summary)
        $rows | ForEach-Object { $_.GetType().Name } | Sort-Object -Unique | Should -Be SsprUserEvent
        $rows[0].EventDateTime | Should -BeOfType ([DateTimeOffset])
        $name = $rows[0].UserPrincipalName
        (Get-SsprEvent $name -Summary).UserPrincipalName | Sort-Object -Unique | Should -Be $name
        Get-SsprEvent -Summary -After ([DateTimeOffset]::UtcNow.AddYears(1)) | Should -BeNullOrEmpty
    }
}
