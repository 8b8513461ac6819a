# Each way to sign in, against the sandbox's sign-in service over HTTPS, by Azure.Identity's own code. What belongs to a machine (its environment,
# its certificate store) is in Connect-SsprTenant.Machine.Tests.ps1.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1", "$PSScriptRoot/SignIn.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "sspr-connect-$([guid]::NewGuid())"
    $null = New-Item $folder -ItemType Directory

    function New-Client([string] $Kind, [hashtable] $More = @{}) { New-SignInClient $sandbox $Kind $More }
}

AfterAll {
    Stop-TestSandbox $sandbox
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}

Describe 'Signing in with <How>' -ForEach @(
    @{ How = 'a client secret'; AuthType = 'ClientSecret'; Connect = { Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret @{ roles = @('User.Read.All') })) @args } }
    @{ How = 'a certificate'; AuthType = 'Certificate'; Connect = {
            $certificate = New-TestCertificate app
            $client = New-Client certificate @{ roles = @('User.Read.All'); certificatePem = $certificate.ExportCertificatePem() }
            Connect-SsprTenant -Sandbox $sandbox.Uri -Certificate $certificate -ClientId $client.clientId @args
        }
    }
    @{ How = 'a PFX file with a password'; AuthType = 'Certificate'; Connect = {
            $certificate = New-TestCertificate app
            [System.IO.File]::WriteAllBytes("$folder/app.pfx", $certificate.Export('Pfx', 'pfx-Pa55'))
            $client = New-Client certificate @{ roles = @('User.Read.All'); certificatePem = $certificate.ExportCertificatePem() }
            Connect-SsprTenant -Sandbox $sandbox.Uri -CertificatePath "$folder/app.pfx" -CertificatePassword (ConvertTo-SecureString 'pfx-Pa55' -AsPlainText -Force) -ClientId $client.clientId @args
        }
    }
    @{ How = 'a PEM file'; AuthType = 'Certificate'; Connect = {
            $certificate = New-TestCertificate app
            Set-Content "$folder/app.pem" ($certificate.ExportCertificatePem() + "`n" + [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate).ExportPkcs8PrivateKeyPem())
            $client = New-Client certificate @{ roles = @('User.Read.All'); certificatePem = $certificate.ExportCertificatePem() }
            Connect-SsprTenant -Sandbox $sandbox.Uri -CertificatePath "$folder/app.pem" -ClientId $client.clientId @args
        }
    }
) {
    It 'gives a connection that works, with the app''s permissions and no more' {
        $connection = & $Connect -PassThru
        $connection.AuthType | Should -Be $AuthType
        $connection.IsAppOnly | Should -BeTrue
        $connection.IsSandbox | Should -BeTrue
        $connection.PortalApi | Should -BeFalse
        $connection.TenantId | Should -Be $sandbox.TenantId
        $connection.Scopes | Should -Be User.Read.All
        $connection.ExpiresOn | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
        (Get-SsprTestUser "ben@$($sandbox.DefaultDomain)" -Connection $connection -ErrorAction SilentlyContinue -ErrorVariable problem) | Should -BeNullOrEmpty
        { Get-SsprRegistration -Connection $connection } | Should -Throw -ErrorId 'PermissionMissing,*'
    }

    It 'refuses -PortalApi at once, with the reason' {
        $failure = Get-Failure { & $Connect -PortalApi }
        $failure.FullyQualifiedErrorId | Should -Be 'PortalApiNotAvailable,SsprTools.Commands.ConnectSsprTenantCommand'
        $failure.Exception.Message | Should -Match 'people only'
    }
}

Describe 'A sign-in' {
    It 'is renewed when the token is refused in the middle of a run' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret)) -PassThru
        $null = Get-SsprRegistration -Connection $connection
        $null = Invoke-SandboxControl $sandbox POST tokens/expire
        Get-SsprRegistration -Connection $connection | Should -Not -BeNullOrEmpty
    }

    It 'is renewed before a short-lived token ends' {
        $null = Invoke-SandboxControl $sandbox POST tokens/lifetime @{ seconds = 3 }
        try {
            $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret)) -PassThru
            $first = $connection.ExpiresOn
            foreach ($i in 1..4) { Get-SsprRegistration -Connection $connection | Should -Not -BeNullOrEmpty; Start-Sleep 1 }
            $connection.ExpiresOn | Should -BeGreaterThan $first
        }
        finally { $null = Invoke-SandboxControl $sandbox POST tokens/lifetime @{ seconds = 3600 } }
    }

    It 'with a wrong secret says so, with the code, and shows the secret nowhere' {
        $credential = New-SecretCredential (New-Client secret) 'not-The-Secret-9b1'
        $all = Get-AllText { try { Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret $credential -Verbose -Debug } catch { $_ } }
        $all.Text | Should -Match 'AADSTS7000215'
        $all.Text | Should -Match 'SignInFailed'
        $all.Text.Contains('not-The-Secret-9b1') | Should -BeFalse
    }

    It 'shows neither secret nor token in any stream, transcript or error, and leaves nothing on disk' {
        $client = New-Client secret
        $started = Get-Date
        $all = Get-AllText {
            Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential $client) -Verbose -Debug
            Get-SsprContext
            Get-SsprRegistration -Verbose -Debug | Select-Object -First 1
        }
        $all.Text | Should -Match 'GET /v1.0'
        $all.Text.Contains($client.secret) | Should -BeFalse
        $all.Text | Should -Not -Match 'eyJ[\w-]+\.[\w-]+\.'
        $places = @([System.Environment]::GetFolderPath('LocalApplicationData'), "$HOME/.IdentityService", "$HOME/.azure") | Where-Object { $_ -and (Test-Path $_) }
        $written = Get-ChildItem $places -Recurse -File -ErrorAction Ignore | Where-Object LastWriteTime -GT $started
        $written | Where-Object { Select-String -LiteralPath $_.FullName -Pattern ([regex]::Escape($client.secret)), 'eyJ[\w-]+\.eyJ' -Quiet } | Should -BeNullOrEmpty
        $written.Name | Where-Object { $_ -match 'msal|identity' } | Should -BeNullOrEmpty
    }

    It 'with <Reason> is refused before any request' -ForEach @(
        @{ Reason = 'a certificate that has ended'; Id = 'InvalidCertificate'; Connect = { Connect-SsprTenant -Sandbox $sandbox.Uri -Certificate (New-TestCertificate old -Days -1) -ClientId ([guid]::NewGuid()) } }
        @{ Reason = 'a certificate without its key'; Id = 'InvalidCertificate'; Connect = {
                $bare = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem((New-TestCertificate bare).ExportCertificatePem())
                Connect-SsprTenant -Sandbox $sandbox.Uri -Certificate $bare -ClientId ([guid]::NewGuid())
            }
        }
        @{ Reason = 'a thumbprint that is in no store'; Id = 'InvalidCertificate'; Connect = { Connect-SsprTenant -Sandbox $sandbox.Uri -CertificateThumbprint ('AB' * 20) -ClientId ([guid]::NewGuid()) } }
        @{ Reason = 'a file that is no certificate'; Id = 'InvalidCertificate'; Connect = { Set-Content "$folder/no.pfx" 'nothing'; Connect-SsprTenant -Sandbox $sandbox.Uri -CertificatePath "$folder/no.pfx" -ClientId ([guid]::NewGuid()) } }
        @{ Reason = 'a file that is not there'; Id = 'InvalidCertificate'; Connect = { Connect-SsprTenant -Sandbox $sandbox.Uri -CertificatePath "$folder/none.pfx" -ClientId ([guid]::NewGuid()) } }
        @{ Reason = 'a secret without an app'; Id = 'InvalidArgument'; Connect = { Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret ([pscredential]::new('me', (ConvertTo-SecureString x -AsPlainText -Force))) } }
        @{ Reason = 'an app without a tenant'; Id = 'InvalidArgument'; Connect = { Connect-SsprTenant -ClientSecret ([pscredential]::new([guid]::NewGuid(), (ConvertTo-SecureString x -AsPlainText -Force))) } }
        @{ Reason = 'a cloud besides the sandbox'; Id = 'InvalidArgument'; Connect = { Connect-SsprTenant -Sandbox $sandbox.Uri -Environment USGov } }
        @{ Reason = 'a token and -PortalApi'; Id = 'PortalApiNotAvailable'; Connect = { Connect-SsprTenant -AccessToken (ConvertTo-SecureString x.y.z -AsPlainText -Force) -PortalApi } }
        @{ Reason = '-PortalApi in a cloud without it'; Id = 'PortalApiNotAvailable'; Connect = { Connect-SsprTenant -DeviceCode -PortalApi -Environment China } }
    ) {
        $before = @((Invoke-SandboxControl $sandbox GET signins).value).Count
        $connectBlock = $Connect
        $failure = Get-Failure { & $connectBlock }
        $failure.FullyQualifiedErrorId | Should -Be "$Id,SsprTools.Commands.ConnectSsprTenantCommand"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        @((Invoke-SandboxControl $sandbox GET signins).value).Count | Should -Be $before
    }

    It 'is forgotten by Disconnect-SsprTenant: <_>' -ForEach 'the connection', 'the current one' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret))
        if ($_ -eq 'the connection') { $connection | Disconnect-SsprTenant } else { Disconnect-SsprTenant }
        { Get-SsprRegistration -Connection $connection } | Should -Throw -ErrorId 'NotConnected,*'
        Get-SsprContext | Should -BeNullOrEmpty
        $tokens = [System.Reflection.BindingFlags] 'Instance, NonPublic'
        $source = $connection.GetType().GetField('_graphTokens', $tokens).GetValue($connection)
        foreach ($field in '_credential', '_held') { $source.GetType().GetField($field, $tokens).GetValue($source) | Should -BeNullOrEmpty }
    }
}

Describe 'A claims challenge in the middle of a run' {
    BeforeAll {
        function Get-TokenRequest { @((Invoke-SandboxControl $sandbox GET signins).value | Where-Object endpoint -Match token) }
    }

    AfterEach { Clear-SandboxFault $sandbox }

    It 'is met with a new token of <How>, and no row is lost' -ForEach @(
        @{ How = 'an app'; Grant = 'client_credentials'; Connect = { Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret)) -PassThru } }
        @{ How = 'a person'; Grant = 'refresh_token'; Connect = {
                Connect-SsprTenant -Sandbox $sandbox.Uri -DeviceCode -PassThru 6>&1 | ForEach-Object {
                    if ($_ -isnot [System.Management.Automation.InformationRecord]) { return $_ }
                    $null = "$_" -match '\b([A-Z0-9]{8,9})\b'
                    $null = Invoke-SandboxControl $sandbox POST "devicecodes/$($Matches[1])" @{ approve = $true }
                }
            }
        }
    ) {
        $connection = & $Connect
        $whole = @(Get-SsprRegistration -Connection $connection).UserPrincipalName | Sort-Object
        $whole.Count | Should -BeGreaterThan 4
        Set-SandboxFault $sandbox small-pages -Target 2
        $before = (Get-TokenRequest).Count
        Clear-SandboxRequest $sandbox
        $count = 0
        $rows = Get-SsprRegistration -Connection $connection -ErrorVariable problems | ForEach-Object {
            # It stays: only a token that was asked for with these claims gets through.
            if ($count++ -eq 0) { $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'claims-challenge'; path = '/v1.0/' } }
            $_
        }

        $problems | Should -BeNullOrEmpty
        @($rows).UserPrincipalName | Sort-Object | Should -Be $whole
        @(Get-SandboxRequest $sandbox | Where-Object status -EQ 401).Count | Should -Be 1 -Because 'the new token is kept for the pages that follow'
        $asked = @(Get-TokenRequest | Select-Object -Skip $before)
        $asked.Count | Should -Be 1
        $asked[0].grant | Should -Be $Grant
        $asked[0].status | Should -Be 200
        # And for the next command.
        @(Get-SsprRegistration -Connection $connection).Count | Should -Be $whole.Count
        @(Get-SandboxRequest $sandbox | Where-Object status -EQ 401).Count | Should -Be 1
    }
}

Describe 'A device code' {
    It 'is shown at once on the information stream, and signs in as a person' {
        $messages = [System.Collections.Generic.List[string]]::new()
        $connection = $null
        Connect-SsprTenant -Sandbox $sandbox.Uri -DeviceCode -PassThru 6>&1 | ForEach-Object {
            if ($_ -isnot [System.Management.Automation.InformationRecord]) { $connection = $_; return }
            $_.Tags | Should -Contain PSHOST
            $messages.Add("$_")
            if ("$_" -notmatch '\b([A-Z0-9]{8,9})\b') { throw "No code in: $_" }
            $null = Invoke-SandboxControl $sandbox POST "devicecodes/$($Matches[1])" @{ approve = $true }
        }
        $messages.Count | Should -Be 1
        $connection.AuthType | Should -Be DeviceCode
        $connection.IsAppOnly | Should -BeFalse
        $connection.Account | Should -Match '@'
        $connection.PortalApi | Should -BeFalse
    }

    It 'with -PortalApi is asked for twice, and the policy can be read' {
        $seen = [System.Collections.Generic.List[string]]::new()
        $connection = $null
        Connect-SsprTenant -Sandbox $sandbox.Uri -DeviceCode -PortalApi -PassThru 6>&1 | ForEach-Object {
            if ($_ -isnot [System.Management.Automation.InformationRecord]) { $connection = $_; return }
            $seen.Add("$_")
            $null = "$_" -match '\b([A-Z0-9]{8,9})\b'
            $null = Invoke-SandboxControl $sandbox POST "devicecodes/$($Matches[1])" @{ approve = $true }
        }
        $seen.Count | Should -Be 2
        $seen[1] | Should -Match 'second sign-in'
        $connection.PortalApi | Should -BeTrue
        Get-SsprPolicy -Page Properties -Connection $connection | Should -Not -BeNullOrEmpty
    }

    It 'that is declined is a cancelled sign-in' {
        $failure = Get-Failure {
            Connect-SsprTenant -Sandbox $sandbox.Uri -DeviceCode 6>&1 | ForEach-Object {
                $null = "$_" -match '\b([A-Z0-9]{8,9})\b'
                $null = Invoke-SandboxControl $sandbox POST "devicecodes/$($Matches[1])" @{ approve = $false }
            }
        }
        $failure.FullyQualifiedErrorId | Should -Be 'SignInCancelled,SsprTools.Commands.ConnectSsprTenantCommand'
    }

    It 'is a warning too where nobody sees the information stream' {
        $stopped = Measure-Stop '$InformationPreference = "Ignore"; Connect-SsprTenant -Sandbox $uri -DeviceCode 3>&1 | ForEach-Object { "$_" }' @{ uri = $sandbox.Uri } -After 6000
        "$($stopped.Output)" | Should -Match 'devicelogin'
    }

    It 'can be given up within two seconds' {
        $stopped = Measure-Stop 'Connect-SsprTenant -Sandbox $uri -DeviceCode' @{ uri = $sandbox.Uri } -After 5000
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'is shown at once in a host where nobody can answer' {
        $said = Invoke-Fresh $sandbox @'
$job = Start-ThreadJob { param($module, $uri) Import-Module $module; Connect-SsprTenant -Sandbox $uri -DeviceCode } -ArgumentList (Get-Module SsprTools).Path, $uri -StreamingHost $Host
Start-Sleep 7
'at the end'
[Environment]::Exit(0)
'@
        $text = $said -join "`n"
        $text | Should -Match '(?s)devicelogin.*at the end'
    }
}

Describe 'Completion' {
    It 'offers the permissions that the module needs' {
        Get-Completion 'Connect-SsprTenant -Scope AuditLog' | Should -Be 'AuditLog.Read.All'
        Get-Completion 'Connect-SsprTenant -Scope User.' | Should -Contain 'User.ReadWrite.All'
    }
}

Describe 'A sign-in service that is not well' {
    AfterEach { Clear-SandboxFault $sandbox }

    It '<fault> is SignInFailed, without a connection' -ForEach @(
        @{ fault = 'token-unavailable' }
        @{ fault = 'token-garbage' }
    ) {
        Disconnect-SsprTenant
        $credential = New-SecretCredential (New-Client secret)
        Set-SandboxFault $sandbox $fault
        $failure = $null
        try { Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret $credential } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'SignInFailed,SsprTools.Commands.ConnectSsprTenantCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-SsprContext | Should -BeNullOrEmpty
    }

    It 'token-slow is waited for' {
        $credential = New-SecretCredential (New-Client secret)
        Set-SandboxFault $sandbox token-slow -Target 300
        (Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret $credential -PassThru).AuthType | Should -Be ClientSecret
    }
}
