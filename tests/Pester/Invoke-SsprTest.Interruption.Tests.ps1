BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    Import-Module "$PSScriptRoot/../../out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $null = New-SsprGroup SSPRTesters
    $null = Enable-SsprGroup SSPRTesters -BackupPath $TestDrive -Confirm:$false
    $user = New-SsprTestUser 'Killed User' killed -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters
    $script:journal = Join-Path $TestDrive killed.jsonl
    $phone = '+1 2065550100'
    function New-Secret { "Tr3k-$([guid]::NewGuid().ToString('N').Substring(0, 12))" | ConvertTo-SecureString -AsPlainText -Force }
    function Invoke-Robot($Action, [securestring] $Password, [hashtable] $More = @{}) {
        (Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action $Action -Credential ([pscredential]::new($user.UserPrincipalName, $Password)) -MobilePhone $phone @More).Succeeded | Should -BeTrue
    }

    # Starts a pwsh that waits for the test, kills it once it has looked, and gives the lines that the journal then has.
    function Invoke-KilledTest([string] $Arguments) {
        $before = (Test-Path $journal) ? @(Get-Content $journal).Count : 1
        $info = [System.Diagnostics.ProcessStartInfo]::new((Get-TestPowerShell))
        $code = "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); Invoke-SsprTest $Arguments"
        foreach ($item in '-NoProfile', '-NonInteractive', '-Command', $code) { $info.ArgumentList.Add($item) }
        $info.RedirectStandardOutput = $true
        $child = [System.Diagnostics.Process]::Start($info)
        try {
            $limit = [datetime]::UtcNow.AddSeconds(120)
            while (-not $child.HasExited -and [datetime]::UtcNow -lt $limit -and ((Test-Path $journal) ? @(Get-Content $journal).Count : 0) -le $before) { Start-Sleep -Milliseconds 100 }
            $child.HasExited | Should -BeFalse -Because 'it is to be killed while it waits'
        }
        finally {
            if (-not $child.HasExited) { $child.Kill() }
            $child.WaitForExit()
            $child.Dispose()
        }
        @(Get-Content $journal).Count | Should -BeGreaterThan $before
    }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Invoke-SsprTest, killed between every two steps' {
    It 'goes on from its journal and ends as one that nobody killed, with no step claimed early' {
        Invoke-KilledTest "$($user.UserPrincipalName) -EvidencePath '$journal'"
        $first = New-Secret
        Invoke-Robot Register $user.Credential.Password @{ NewPassword = $first }
        Invoke-KilledTest "-Resume '$journal'"
        $second = New-Secret
        Invoke-Robot Reset $first @{ NewPassword = $second; Method = 'Text' }
        Invoke-KilledTest "-Resume '$journal'"
        $states = (Get-Content $journal -Tail 1 | ConvertFrom-Json).Steps
        ($states | Where-Object Step -EQ PasswordChanged).State | Should -Be Pending
        ($states | Where-Object Step -EQ PasswordChanged).Reason | Should -Match Provisional

        # The log speaks, and the check of the sign-in is interrupted: nobody kept the password, so it begins with another reset.
        Step-SandboxClock $sandbox (New-TimeSpan -Minutes 20)
        Invoke-KilledTest "-Resume '$journal'"
        $states = (Get-Content $journal -Tail 1 | ConvertFrom-Json).Steps
        ($states | Where-Object Step -EQ PasswordChanged).State | Should -Be Passed
        ($states | Where-Object Step -EQ SignIn).State | Should -Be Pending
        ($states | Where-Object Step -EQ SignIn).NextStep | Should -Match '^Reset again'

        # Who signs in with the old one all the same is seen, and it does not count.
        Step-SandboxClock $sandbox (New-TimeSpan -Minutes 5)
        Invoke-Robot SignIn $second
        Step-SandboxClock $sandbox (New-TimeSpan -Minutes 20)
        Invoke-KilledTest "-Resume '$journal'"
        $states = (Get-Content $journal -Tail 1 | ConvertFrom-Json).Steps
        ($states | Where-Object Step -EQ SignIn).State | Should -Be Pending
        ($states | Where-Object Step -EQ SignIn).Reason | Should -Match 'signed in, but not in one go with the reset: the check was interrupted'
        Invoke-SsprTest -Resume $journal -Timeout 0:0 -InformationVariable told 6>$null | Out-Null
        "$told" | Should -Match "1\. Reset again: $([regex]::Escape("$($sandbox.Uri)sspr"))"

        $third = New-Secret
        Invoke-Robot Reset $second @{ NewPassword = $third; Method = 'Text' }
        Invoke-Robot SignIn $third
        Invoke-KilledTest "-Resume '$journal'"

        Step-SandboxClock $sandbox (New-TimeSpan -Hours 5)
        $done = Invoke-SsprTest -Resume $journal -Timeout 0:0 -InformationAction Ignore
        $done.State | Should -Be Passed
        @($done.Steps.Step | Sort-Object -Unique).Count | Should -Be $done.Steps.Count
        $done.Steps | Where-Object State -EQ Passed | ForEach-Object { $_.Evidence | Should -Not -BeNullOrEmpty -Because $_.Step }
        ($done.Steps | Where-Object Step -EQ PasswordChanged).By | Should -Not -BeNullOrEmpty

        $text = Get-Content $journal -Raw
        foreach ($secret in $first, $second, $third, $user.Credential.Password) {
            $text.Contains([System.Net.NetworkCredential]::new('', $secret).Password) | Should -BeFalse
        }
    }

    It 'goes on on another machine, where only the journal came' {
        $elsewhere = Join-Path $TestDrive elsewhere
        $null = New-Item -ItemType Directory $elsewhere
        Copy-Item $journal "$elsewhere/brought.jsonl"
        (Invoke-SsprTest -Resume "$elsewhere/brought.jsonl" -Timeout 0:0 -InformationAction Ignore).State | Should -Be Passed
    }
}
