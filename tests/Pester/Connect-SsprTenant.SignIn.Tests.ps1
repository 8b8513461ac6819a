# Each way to sign in, against the sandbox's sign-in service over HTTPS, by Azure.Identity's own code. What belongs to a process (its
# environment, its host) is tried in a process of its own.
BeforeDiscovery {
    $onLinux = $IsLinux
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $modulePath = Get-TestModulePath
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "sspr-connect-$([guid]::NewGuid())"
    $null = New-Item $folder -ItemType Directory

    function New-Client([string] $Kind, [hashtable] $More = @{}) { Invoke-SandboxControl $sandbox POST clients (@{ kind = $Kind; name = "test $Kind" } + $More) }
    function New-SecretCredential($Client, [string] $Secret = $Client.secret) {
        [pscredential]::new($Client.clientId, (ConvertTo-SecureString $Secret -AsPlainText -Force))
    }
    function New-TestCertificate([string] $Name, [int] $Days = 1) {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$Name", $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-2), [DateTimeOffset]::UtcNow.AddDays($Days))
    }
    # Runs a script in a new process, in which the module is imported and $uri is the sandbox; gives back its lines.
    function Invoke-Fresh([string] $Script, [hashtable] $Environment = @{}) {
        $file = Join-Path $folder "$([guid]::NewGuid()).ps1"
        "`$ErrorActionPreference = 'Stop'; Import-Module '$modulePath'; `$uri = '$($sandbox.Uri)'; `$tenant = '$($sandbox.TenantId)'`n$Script" | Set-Content $file
        $info = [System.Diagnostics.ProcessStartInfo]::new([System.Environment]::ProcessPath)
        foreach ($item in '-NoProfile', '-NonInteractive', '-File', $file) { $info.ArgumentList.Add($item) }
        foreach ($name in 'AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_FEDERATED_TOKEN_FILE', 'IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'SUDO_USER') { $null = $info.Environment.Remove($name) }
        foreach ($name in $Environment.Keys) { $info.Environment[$name] = $Environment[$name] }
        $info.RedirectStandardOutput = $info.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($info)
        $problem = $process.StandardError.ReadToEndAsync()
        $said = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        ($said + $problem.Result) -split '\r?\n' | Where-Object { $_ }
    }
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
        $said = Invoke-Fresh @'
$job = Start-ThreadJob { param($module, $uri) Import-Module $module; Connect-SsprTenant -Sandbox $uri -DeviceCode } -ArgumentList (Get-Module SsprTools).Path, $uri -StreamingHost $Host
Start-Sleep 7
'at the end'
[Environment]::Exit(0)
'@
        $text = $said -join "`n"
        $text | Should -Match '(?s)devicelogin.*at the end'
    }
}

Describe 'What the process brings along' {
    It 'a managed identity signs in, system-assigned and by client id' {
        $identity = Invoke-SandboxControl $sandbox POST identity @{ roles = @('User.Read.All') }
        $other = Invoke-SandboxControl $sandbox POST identity @{ name = 'second'; roles = @('AuditLog.Read.All') }
        $said = Invoke-Fresh @"
`$c = Connect-SsprTenant -Sandbox `$uri -ManagedIdentity; "`$(`$c.AuthType) `$(`$c.IsAppOnly) `$(`$c.Scopes)"
`$c = Connect-SsprTenant -Sandbox `$uri -ManagedIdentity -ClientId $($other.clientId); "`$(`$c.AuthType) `$(`$c.IsAppOnly) `$(`$c.Scopes)"
"@ @{ IDENTITY_ENDPOINT = $identity.endpoint; IDENTITY_HEADER = $identity.header }
        $said | Should -Be 'ManagedIdentity True User.Read.All', 'ManagedIdentity True AuditLog.Read.All'
    }

    It 'the environment''s app signs in' {
        $client = New-Client secret @{ roles = @('User.Read.All') }
        Invoke-Fresh '$c = Connect-SsprTenant -Sandbox $uri -FromEnvironment; "$($c.AuthType) $($c.IsAppOnly)"' @{
            AZURE_TENANT_ID = $sandbox.TenantId; AZURE_CLIENT_ID = $client.clientId; AZURE_CLIENT_SECRET = $client.secret
        } | Should -Be 'Environment True'
    }

    It 'a federated token signs in' {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=ci.example', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $issuer = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
        $client = New-Client federated @{ issuer = 'https://ci.example'; subject = 'repo:contoso/sspr'; roles = @('User.Read.All'); certificatePem = $issuer.ExportCertificatePem() }
        function ConvertTo-Text([byte[]] $Bytes) { [convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        function ConvertTo-Part($Value) { ConvertTo-Text ([text.encoding]::UTF8.GetBytes(($Value | ConvertTo-Json -Compress))) }
        $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
        $content = '{0}.{1}' -f (ConvertTo-Part @{ alg = 'RS256' }), (ConvertTo-Part @{ iss = 'https://ci.example'; sub = 'repo:contoso/sspr'; aud = 'api://AzureADTokenExchange'; iat = $now; nbf = $now - 60; exp = $now + 600 })
        $assertion = '{0}.{1}' -f $content, (ConvertTo-Text ($key.SignData([text.encoding]::ASCII.GetBytes($content), 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)))
        Set-Content "$folder/federated" $assertion -NoNewline
        Invoke-Fresh '$c = Connect-SsprTenant -Sandbox $uri -WorkloadIdentity; "$($c.AuthType) $($c.Scopes)"' @{
            AZURE_FEDERATED_TOKEN_FILE = "$folder/federated"; AZURE_CLIENT_ID = $client.clientId; AZURE_TENANT_ID = $sandbox.TenantId
        } | Should -Be 'WorkloadIdentity User.Read.All'
    }

    It 'Azure CLI''s account signs in, and a token of another tenant never reaches the sandbox' -Skip:(-not $onLinux) {
        $token = (Invoke-SandboxControl $sandbox POST tokens @{ audience = 'graph'; scopes = @('User.Read.All') }).accessToken
        $foreign = 'e30.' + [convert]::ToBase64String([text.encoding]::UTF8.GetBytes('{"tid":"another","scp":"User.Read.All"}')).TrimEnd('=') + '.x'
        $null = New-Item "$folder/az-own", "$folder/az-foreign" -ItemType Directory
        foreach ($pair in @("$folder/az-own", $token), @("$folder/az-foreign", $foreign)) {
            Set-Content "$($pair[0])/az" "#!/bin/sh`necho '{`"accessToken`":`"$($pair[1])`",`"expires_on`":$([DateTimeOffset]::UtcNow.AddHours(1).ToUnixTimeSeconds()),`"tokenType`":`"Bearer`"}'"
            chmod +x "$($pair[0])/az"
        }
        $try = 'try { $c = Connect-SsprTenant -Sandbox $uri -FromAzureCli; "$($c.AuthType) $($c.IsAppOnly) $($c.Scopes)" } catch { $_.FullyQualifiedErrorId }'
        Invoke-Fresh $try @{ PATH = "$folder/az-own:$env:PATH" } | Should -Be 'AzureCli False User.Read.All'
        Invoke-Fresh $try @{ PATH = "$folder/az-foreign:$env:PATH" } | Should -Be 'SignInFailed,SsprTools.Commands.ConnectSsprTenantCommand'
    }

    It 'the browser signs in, and only the sandbox''s certificate is trusted' -Skip:(-not $onLinux) {
        $null = New-Item "$folder/browser" -ItemType Directory
        $person = @'
param([string] $Url)
Add-Type -AssemblyName System.Web
$page = Invoke-WebRequest $Url -SkipCertificateCheck -SessionVariable session
$fields = @{}
foreach ($match in [regex]::Matches($page.Content, '<input[^>]*>')) {
    if ($match.Value -match 'name="([^"]*)"') { $name = $Matches[1]; $fields[$name] = if ($match.Value -match 'value="([^"]*)"') { [System.Net.WebUtility]::HtmlDecode($Matches[1]) } else { '' } }
}
$fields.username = $env:SSPR_TEST_USER
$action = if ($page.Content -match '<form[^>]*action="([^"]*)"') { [uri]::new([uri] $Url, [System.Net.WebUtility]::HtmlDecode($Matches[1])) } else { [uri]::new([uri] $Url, '/signin-complete') }
$answer = Invoke-WebRequest $action -Method Post -Body $fields -SkipCertificateCheck -WebSession $session
$back = @{}
foreach ($match in [regex]::Matches($answer.Content, '<input[^>]*>')) {
    if ($match.Value -match 'name="([^"]*)"') { $name = $Matches[1]; $back[$name] = if ($match.Value -match 'value="([^"]*)"') { [System.Net.WebUtility]::HtmlDecode($Matches[1]) } else { '' } }
}
$null = $answer.Content -match '<form[^>]*action="([^"]*)"'
$null = Invoke-WebRequest ([System.Net.WebUtility]::HtmlDecode($Matches[1])) -Method Post -Body $back
'@
        Set-Content "$folder/browser/person.ps1" $person
        Set-Content "$folder/browser/xdg-open" "#!/bin/sh`n'$([System.Environment]::ProcessPath)' -NoProfile -NonInteractive -File '$folder/browser/person.ps1' `"`$1`" >'$folder/browser/log' 2>&1 &"
        chmod +x "$folder/browser/xdg-open"
        $said = Invoke-Fresh '$c = Connect-SsprTenant -Sandbox $uri -Interactive; "$($c.AuthType) $($c.IsAppOnly) $($c.Account)"' @{
            PATH = "$folder/browser:$env:PATH"; SSPR_TEST_USER = "admin@$($sandbox.DefaultDomain)"
        }
        $said | Should -Be "Interactive False admin@$($sandbox.DefaultDomain)" -Because (Get-Content "$folder/browser/log" -Raw -ErrorAction Ignore)
    }
}

Describe 'Several connections' {
    BeforeAll { $second = Start-TestSandbox }
    AfterAll { Stop-TestSandbox $second }

    It 'are worked on in turns without mixing' {
        $a = Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret)) -PassThru
        $b = Connect-SsprTenant -Sandbox $second.Uri -PassThru
        Clear-SandboxRequest $sandbox; Clear-SandboxRequest $second
        foreach ($i in 1..3) { $null = Get-SsprRegistration -Connection $a | Select-Object -First 1; $null = Get-SsprRegistration -Connection $b | Select-Object -First 1 }
        @(Get-SandboxRequest $sandbox).Count | Should -Be 3
        @(Get-SandboxRequest $second).Count | Should -Be 3
        @(Get-SandboxRequest $sandbox).status + @(Get-SandboxRequest $second).status | Sort-Object -Unique | Should -Be 200
    }

    It 'one connection serves parallel runspaces' {
        $shared = Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret)) -PassThru
        $null = Invoke-SandboxControl $sandbox POST tokens/expire
        $counts = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel { Import-Module $using:modulePath; @(Get-SsprRegistration -Connection $using:shared).Count }
        @($counts | Sort-Object -Unique).Count | Should -Be 1
        $counts[0] | Should -BeGreaterThan 0
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
