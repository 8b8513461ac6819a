BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '620'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    # More than three groups of 200, in an order of our own.
    $users = @((Invoke-SandboxGraph $sandbox GET 'users?$select=userPrincipalName&$top=999').value.userPrincipalName | Sort-Object | Select-Object -First 610)
    $users | Set-Content "$TestDrive/users.txt"

    # Whom the service was asked for, once each.
    function Get-Asked { @(Get-SandboxRequest $sandbox | ForEach-Object { if ($_.path -match '/users/([^/]+)/authentication/methods') { $Matches[1] } } | Sort-Object -Unique) }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprMethod' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'shows phones and email with values, and whether reset can use them' {
        $held = Get-SsprMethod "admin@$domain"
        ($held | Where-Object Method -EQ MobilePhone).Value | Should -Match '^\+\d+ \d+$'
        ($held | Where-Object Method -EQ MobilePhone).UsableForReset | Should -Not -Be $false
        ($held | Where-Object Method -EQ Email).Value | Should -Match '@'
        ($held | Where-Object Method -EQ Password).Value | Should -BeNullOrEmpty
        $held.UserPrincipalName | Sort-Object -Unique | Should -Be "admin@$domain"
        Get-UnlistedRequest $sandbox Get-SsprMethod | Where-Object { $_ -match '/authentication/' } | Should -BeNullOrEmpty
    }

    It 'gives each user of the pipeline, or an error of that user, in their order' {
        $said = "ben@$domain", "nobody@$domain", "admin@$domain" | Get-SsprMethod -Method MobilePhone -ErrorAction Continue 2>&1 |
            ForEach-Object { $_ -is [System.Management.Automation.ErrorRecord] ? "$($_.FullyQualifiedErrorId -replace ',.*') $($_.TargetObject)" : $_.UserPrincipalName }
        # Of each two hundred the errors stand where their user stood.
        $said | Should -Be "ben@$domain", "UserNotFound nobody@$domain", "admin@$domain"
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        Get-SsprMethod "ben@$domain" -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprMethodCommand'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'UserAuthenticationMethod\.Read\.All'
    }

    It 'waits out throttled steps' {
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; count = 3; where = 'steps'; retryAfter = 1 }
        @($users | Select-Object -First 10 | Get-SsprMethod -Method Password).Count | Should -Be 10
    }

    Context '-CheckpointPath -Resume' {
        BeforeEach {
            $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
            Clear-SandboxRequest $sandbox
        }

        It 'goes on after a kill: nobody is lost, nobody comes twice, and nobody who was given is asked for' {
            # The third two hundred are throttled for longer than the test lasts, so the process cannot come to its end.
            $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; retryAfter = 500; where = 'steps'; path = "/users/$($users[450])/" }
            $out = "$TestDrive/first.txt"
            $script = "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); Get-Content '$TestDrive/users.txt' | Get-SsprMethod -Method Password -CheckpointPath '$file' | ForEach-Object { [IO.File]::AppendAllText('$out', `"`$(`$_.UserPrincipalName)``n`") }"
            $child = Start-Process (Get-TestPowerShell) '-NoProfile', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))) -PassThru
            try {
                # Only a hang comes near this limit.
                $deadline = [datetime]::UtcNow.AddSeconds(300)
                while ((Get-Content $file -Raw -ErrorAction Ignore | ConvertFrom-Json).count -ne 400) {
                    if ($child.HasExited -or [datetime]::UtcNow -gt $deadline) { throw 'The command did not get that far.' }
                    Start-Sleep -Milliseconds 50
                }
            }
            finally { $child.Kill(); $child.WaitForExit() }
            Clear-SandboxFault $sandbox
            $first = @(Get-Content $out)
            $first.Count | Should -Be 400
            Get-Content $file -Raw | Should -Not -Match "@$domain"

            Clear-SandboxRequest $sandbox
            $rest = @(Get-Content "$TestDrive/users.txt" | Get-SsprMethod -Method Password -CheckpointPath $file -Resume).UserPrincipalName
            $asked = Get-Asked
            $first + $rest | Should -Be $users
            $asked.Count | Should -Be 210
            $asked | Where-Object { [uri]::UnescapeDataString($_) -in $first } | Should -BeNullOrEmpty
            Test-Path $file | Should -BeFalse
        }

        It 'gives again only those two hundred within which the caller stopped' {
            $null = $users | Get-SsprMethod -Method Password -CheckpointPath $file | Select-Object -First 250
            $rest = @($users | Get-SsprMethod -Method Password -CheckpointPath $file -Resume).UserPrincipalName
            $rest | Should -Be $users[200..609]
        }

        It 'leaves no file behind when the list is whole, and begins anew where there is none' {
            @($users | Get-SsprMethod -Method Password -CheckpointPath $file -Resume).Count | Should -Be 610
            Test-Path $file | Should -BeFalse
        }

        It 'is refused when <what>, and nothing is given' -ForEach @(
            @{ what = 'the order is another'; list = { @($users[1], $users[0]) + $users[2..609] } }
            @{ what = 'the list is shorter'; list = { $users[0..99] } }
            @{ what = 'another -Method is asked for'; list = { $users }; method = 'Email' }
        ) {
            $null = $users | Get-SsprMethod -Method Password -CheckpointPath $file | Select-Object -First 250
            $wanted = & $list
            $given = [System.Collections.Generic.List[object]]::new()
            $failure = Get-Failure { $wanted | Get-SsprMethod -Method ($method ?? 'Password') -CheckpointPath $file -Resume | ForEach-Object { $given.Add($_) } }
            $failure.FullyQualifiedErrorId | Should -Be 'InvalidCheckpoint,SsprTools.Commands.GetSsprMethodCommand'
            $given.Count | Should -Be 0
            Test-Path $file | Should -BeTrue
        }

        It 'is not overwritten without -Resume, and -Resume needs it' {
            $null = $users | Get-SsprMethod -Method Password -CheckpointPath $file | Select-Object -First 250
            if (-not $IsWindows) { [System.IO.File]::GetUnixFileMode($file) | Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite') -Because 'it is for the user alone' }
            Clear-SandboxRequest $sandbox
            (Get-Failure { $users | Get-SsprMethod -CheckpointPath $file }).FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
            (Get-Failure { $users | Get-SsprMethod -Resume }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        }
    }
}
