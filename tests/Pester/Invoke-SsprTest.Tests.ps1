BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    Import-Module "$PSScriptRoot/../../out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-SsprGroup SSPRTesters
    $null = Enable-SsprGroup SSPRTesters -BackupPath $TestDrive -Confirm:$false
    $script:count = 0
    function New-Pilot { New-SsprTestUser 'Pilot User' "pilot$((++$script:count))" -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters }
    function New-Secret { "Tr3k-$([guid]::NewGuid().ToString('N').Substring(0, 12))" | ConvertTo-SecureString -AsPlainText -Force }
    function Get-Step($Run, [string] $Name) { $Run.Steps | Where-Object Step -EQ $Name }
    $quiet = @{ Timeout = [timespan]::Zero; EvidencePath = "$TestDrive"; InformationAction = 'Ignore' }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Invoke-SsprTest' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'is pending while nobody has done anything, and says what to do' {
        $run = Invoke-SsprTest (New-Pilot) @quiet
        $run.State | Should -Be Pending
        $run.IsSimulated | Should -BeTrue
        $run.Steps.Mode | Sort-Object -Unique | Should -Be Simulated
        (Get-Step $run Preflight).State | Should -Be Passed
        (Get-Step $run Registration).NextStep | Should -Not -BeNullOrEmpty
        Test-Path $run.JournalPath | Should -BeTrue
    }

    It 'prints the links at once' {
        $lines = Invoke-SsprTest (New-Pilot) -Timeout 0:0 -EvidencePath "$TestDrive" 6>&1 | Where-Object { $_ -is [System.Management.Automation.InformationRecord] }
        "$lines" | Should -Match ([regex]::Escape("$($sandbox.Uri)sspr"))
        "$lines" | Should -Match 'ssprsetup'
        "$lines" | Should -Match 'Invoke-SsprTest -Resume'
    }

    It 'fails the preflight of a user who is out of scope' {
        $user = New-SsprTestUser 'No Pilot' nopilot -License AAD_PREMIUM -UsageLocation US
        $run = Invoke-SsprTest $user @quiet
        (Get-Step $run Preflight).State | Should -Be Failed
        $run.State | Should -Be Failed
    }

    It 'passes when a person has done it and the logs have spoken, and goes on from the journal' {
        $user = New-Pilot
        $run = Invoke-SsprTest $user @quiet
        $first = New-Secret
        (Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action Register -Credential $user.Credential -NewPassword $first -MobilePhone '+1 2065550100').Succeeded | Should -BeTrue
        $second = New-Secret
        $credential = [pscredential]::new($user.UserPrincipalName, $first)
        (Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action Reset -Credential $credential -NewPassword $second -MobilePhone '+1 2065550100' -Method Text).Succeeded | Should -BeTrue
        $credential = [pscredential]::new($user.UserPrincipalName, $second)
        (Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action SignIn -Credential $credential -MobilePhone '+1 2065550100').Succeeded | Should -BeTrue
        (Invoke-SsprTest -Resume $run.JournalPath -Timeout 0:0 -InformationAction Ignore).State | Should -Be Pending
        Step-SandboxClock $sandbox (New-TimeSpan -Hours 5)
        $done = $run | Invoke-SsprTest -Timeout 0:0
        $done.State | Should -Be Passed
        $done.Id | Should -Be $run.Id
        (Get-Step $done PasswordChanged).Evidence -join ' ' | Should -Match 'audit event .+'
        (Get-Step $done SignIn).Evidence -join ' ' | Should -Match 'sign-in .+'

        $journal = Get-Content $run.JournalPath -Raw
        foreach ($secret in $first, $second, $user.Credential.Password) {
            $journal.Contains([System.Net.NetworkCredential]::new('', $secret).Password) | Should -BeFalse
        }
        (Get-SsprEvent $user).Kind | Should -Contain Reset
    }

    It 'takes several users, and a missing one does not stop the rest' {
        $runs = (New-Pilot).UserPrincipalName, "nobody@$domain", (New-Pilot).UserPrincipalName | Invoke-SsprTest @quiet -ErrorAction SilentlyContinue -ErrorVariable failure
        $runs.Count | Should -Be 2
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.InvokeSsprTestCommand'
    }

    It 'refuses a journal that is none, and does not write over a file' {
        $file = Join-Path $TestDrive other.txt
        'hello' | Set-Content $file
        Invoke-SsprTest -Resume $file -Timeout 0:0 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'InvalidJournal,SsprTools.Commands.InvokeSsprTestCommand'
        Invoke-SsprTest "pilot1@$domain" -EvidencePath $file -Timeout 0:0 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'JournalFailed,SsprTools.Commands.InvokeSsprTestCommand'
        Get-Content $file | Should -Be hello
    }

    It 'what may not be read makes its step Unknown' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'UserAuthenticationMethod.Read.All'
        $run = Invoke-SsprTest "pilot1@$domain" -Connection $narrow @quiet
        (Get-Step $run ResetStarted).State | Should -Be Unknown
        (Get-Step $run Report).State | Should -Be Unknown
        $run.State | Should -Not -Be Passed
    }

    It 'writes nothing to the tenant' {
        $user = New-Pilot
        Clear-SandboxRequest $sandbox
        $null = Invoke-SsprTest $user @quiet
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'waits, ends within two seconds on Ctrl+C, and leaves a journal to go on from' {
        $stop = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Invoke-SsprTest $user -EvidencePath $path -InformationAction Ignore' @{
            uri = $sandbox.Uri; user = "pilot1@$domain"; path = Join-Path $TestDrive stopped.jsonl
        } -After 4000
        $stop.WasRunning | Should -BeTrue
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
        (Invoke-SsprTest -Resume (Join-Path $TestDrive stopped.jsonl) -Timeout 0:0 -InformationAction Ignore).State | Should -Be Pending
    }

    It '-PreflightOnly says what stands in the way, writes nothing and begins nothing' {
        $user = New-Pilot
        $outsider = New-SsprTestUser 'Out Sider' outsider -License AAD_PREMIUM -UsageLocation US
        $before = @(Get-ChildItem $TestDrive -Recurse -File).Count
        Clear-SandboxRequest $sandbox
        $runs = $user, $outsider | Invoke-SsprTest -PreflightOnly -InformationVariable told 6>$null
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-SandboxRequest $sandbox | Where-Object path -Match 'auditLogs/signIns' | Should -BeNullOrEmpty
        @(Get-ChildItem $TestDrive -Recurse -File).Count | Should -Be $before
        $runs[0].JournalPath | Should -BeNullOrEmpty
        $runs[0].Steps.Step | Should -Be Preflight, Registration, Report
        (Get-Step $runs[0] Preflight).State | Should -Be Passed
        (Get-Step $runs[1] Preflight).State | Should -Be Failed
        (Get-Step $runs[1] Preflight).SsprCode | Should -Be SSPR_0013
        "$told" | Should -Match 'SSPR_0013'
    }

    It '-PreflightOnly goes with neither a journal nor a wait' {
        { Invoke-SsprTest "pilot1@$domain" -PreflightOnly -Timeout 0:1 } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
        { Invoke-SsprTest "pilot1@$domain" -PreflightOnly -EvidencePath $TestDrive } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'says to all users what to do before it waits for any' {
        $users = (New-Pilot).UserPrincipalName, (New-Pilot).UserPrincipalName, (New-Pilot).UserPrincipalName
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive several)).FullName
        $stop = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; $users | Invoke-SsprTest -EvidencePath $path 6>&1 | ForEach-Object { "$_" }' @{
            uri = $sandbox.Uri; users = $users; path = $folder
        } -After 9000
        $stop.WasRunning | Should -BeTrue
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
        foreach ($user in $users) { "$($stop.Output)" | Should -Match ([regex]::Escape("Reset test of $user")) }
        @(Get-ChildItem $folder -Filter *.jsonl).Count | Should -Be 3
    }

    It 'shows no progress and no QR code where nobody sits' {
        $code = "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); `$null = Invoke-SsprTest pilot1@$domain -Timeout 0:0:1 -EvidencePath '$TestDrive'"
        $text = & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $code 2>&1 | Out-String
        $text | Should -Match 'Invoke-SsprTest -Resume'
        $text | Should -Not -Match "[$([char] 0x2580)$([char] 0x2584)$([char] 0x2588)]"
        $text | Should -Not -Match 'waiting for'
    }

    Context 'in a terminal' -Skip:(-not $IsLinux) {
        BeforeAll {
            # script(1) of util-linux gives a command a terminal of its own; a fake xdg-open writes down what it is to open.
            $bin = (New-Item -ItemType Directory (Join-Path $TestDrive bin)).FullName
            $opened = Join-Path $TestDrive opened.txt
            "#!/bin/sh`nprintf '%s\n' `"`$1`" >> '$opened'" | Set-Content "$bin/xdg-open"
            chmod +x "$bin/xdg-open"
            function Invoke-InTerminal([string] $Arguments) {
                $file = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
                "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); `$null = Invoke-SsprTest $Arguments -Timeout 0:0 -EvidencePath '$TestDrive'" | Set-Content $file
                $path = $env:PATH
                try {
                    $env:PATH = "$bin`:$path"
                    script -qec "stty cols 120 rows 50; '$(Get-TestPowerShell)' -NoProfile -File '$file'" /dev/null | Out-String
                }
                finally { $env:PATH = $path }
            }
        }

        It 'prints a QR code' { Invoke-InTerminal "pilot1@$domain" | Should -Match "$([char] 0x2588){20}" }

        It 'prints none with -NoQrCode' { Invoke-InTerminal "pilot1@$domain -NoQrCode" | Should -Not -Match ([char] 0x2588) }

        It '-OpenBrowser opens the page that comes next, and nothing without it' {
            $null = Invoke-InTerminal "pilot1@$domain -NoQrCode"
            Test-Path $opened | Should -BeFalse
            $null = Invoke-InTerminal "pilot1@$domain -NoQrCode -OpenBrowser"
            Get-Content $opened | Should -Be "$($sandbox.Uri)ssprsetup"
        }
    }

    It 'keeps what was seen when a look fails, and says so' {
        $run = Invoke-SsprTest (New-Pilot) @quiet
        Set-SandboxFault $sandbox unavailable 1
        (Invoke-SsprTest -Resume $run.JournalPath -Timeout 0:0 -InformationAction Ignore).State | Should -Be Pending
    }
}
