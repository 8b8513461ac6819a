# The whole tutorial at its loudest: no password, token or code may stand in any stream, transcript, error or file.

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    Import-Module "$PSScriptRoot/../../out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
    $sandbox = Start-TestSandbox
    $domain = $sandbox.DefaultDomain
    function ConvertTo-Text([securestring] $Secret) { [System.Net.NetworkCredential]::new('', $Secret).Password }
    function New-Secret { "Tr3k-$([guid]::NewGuid().ToString('N').Substring(0, 12))" | ConvertTo-SecureString -AsPlainText -Force }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Secrets' {
    It 'none of them is seen anywhere in the tutorial' {
        $files = (New-Item (Join-Path $TestDrive files) -ItemType Directory).FullName
        $secrets = [System.Collections.Generic.List[string]]::new()
        $chosen = 1..3 | ForEach-Object { New-Secret }
        $chosen | ForEach-Object { $secrets.Add((ConvertTo-Text $_)) }
        # Not written out in the call: an error shows the line of the script that led to it.
        $weak = 'contoso1' | ConvertTo-SecureString -AsPlainText -Force
        # -Debug makes PowerShell 7.4 ask before every change, hence -Confirm:$false throughout.
        $loud = @{ Verbose = $true; Debug = $true }
        $all = Get-AllText {
            Connect-SsprTenant -Sandbox $sandbox.Uri @loud
            Test-SsprPrerequisite @loud
            New-SsprGroup SSPRTesters -Confirm:$false @loud
            $monica = New-SsprTestUser 'Monica Thompson' MonicaT -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters -Confirm:$false @loud
            $monica
            $secrets.Add((ConvertTo-Text $monica.Credential.Password))
            New-SsprTestUser 'Own Password' ownpassword -Password $chosen[2] -Confirm:$false @loud
            New-SsprTestUser 'Weak Password' weak -Password $weak -Confirm:$false @loud -ErrorAction Continue
            $secrets.Add((ConvertTo-Text $weak))
            Enable-SsprGroup SSPRTesters -BackupPath $files -Confirm:$false @loud
            Get-SsprPolicy @loud
            $run = Invoke-SsprTest $monica -Timeout 0:0 -EvidencePath $files @loud
            Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action Register -Credential $monica.Credential -NewPassword $chosen[0] -MobilePhone '+1 2065550100' @loud
            $now = [pscredential]::new($monica.UserPrincipalName, $chosen[0])
            Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action Reset -Credential $now -NewPassword $chosen[1] -MobilePhone '+1 2065550100' -Method Text @loud
            $now = [pscredential]::new($monica.UserPrincipalName, $chosen[1])
            Invoke-SsprSandboxUser -Sandbox $sandbox.Uri -Action SignIn -Credential $now -MobilePhone '+1 2065550100' @loud
            Step-SandboxClock $sandbox (New-TimeSpan -Hours 5)
            Invoke-SsprTest -Resume $run.JournalPath -Timeout 0:0 @loud
            Get-SsprEvent $monica @loud
            Test-SsprUser $monica @loud
            Get-SsprMethod $monica @loud
            Get-SsprTestUser @loud
            Get-SsprContext @loud
        }
        $codes = @((Invoke-SandboxControl $sandbox GET messages).value.code | Where-Object { $_ })
        $codes.Count | Should -BeGreaterThan 2 -Because 'codes were sent'
        $codes | ForEach-Object { $secrets.Add($_) }
        $written = (Get-ChildItem $files -File | Get-Content -Raw) -join "`n"
        $written | Should -Match 'MonicaT' -Because 'the journal was written'
        $all.Text | Should -Match 'GET /v1.0' -Because 'it was loud'
        $text = $all.Text + $written
        $text | Should -Not -Match 'eyJ[\w-]+\.[\w-]+\.' -Because 'that is what a token looks like'
        foreach ($secret in $secrets) { $text.Contains($secret) | Should -BeFalse -Because "a secret of $($secret.Length) letters was seen" }
    }

    It 'the search would find one' {
        $secret = New-Secret
        (Get-AllText { Write-Verbose (ConvertTo-Text $secret) -Verbose }).Text.Contains((ConvertTo-Text $secret)) | Should -BeTrue
    }
}
