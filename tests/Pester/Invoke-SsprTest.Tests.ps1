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
}
