# Ways to sign in that belong to a process or its machine: the environment, managed identity, Azure CLI, the browser, the certificate store. Each in
# a process of its own.
BeforeDiscovery {
    $onLinux = $IsLinux
}

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

Describe 'What the process brings along' {
    It 'a managed identity signs in, system-assigned and by client id' {
        $identity = Invoke-SandboxControl $sandbox POST identity @{ roles = @('User.Read.All') }
        $other = Invoke-SandboxControl $sandbox POST identity @{ name = 'second'; roles = @('AuditLog.Read.All') }
        $said = Invoke-Fresh $sandbox @"
`$c = Connect-SsprTenant -Sandbox `$uri -ManagedIdentity; "`$(`$c.AuthType) `$(`$c.IsAppOnly) `$(`$c.Scopes)"
`$c = Connect-SsprTenant -Sandbox `$uri -ManagedIdentity -ClientId $($other.clientId); "`$(`$c.AuthType) `$(`$c.IsAppOnly) `$(`$c.Scopes)"
"@ @{ IDENTITY_ENDPOINT = $identity.endpoint; IDENTITY_HEADER = $identity.header }
        $said | Should -Be 'ManagedIdentity True User.Read.All', 'ManagedIdentity True AuditLog.Read.All'
    }

    It 'the environment''s app signs in' {
        $client = New-Client secret @{ roles = @('User.Read.All') }
        Invoke-Fresh $sandbox '$c = Connect-SsprTenant -Sandbox $uri -FromEnvironment; "$($c.AuthType) $($c.IsAppOnly)"' @{
            AZURE_TENANT_ID = $sandbox.TenantId; AZURE_CLIENT_ID = $client.clientId; AZURE_CLIENT_SECRET = $client.secret
        } | Should -Be 'Environment True'
    }

    It 'a federated token signs in' {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=ci.example', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $issuer = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
        $client = New-Client federated @{ issuer = 'https://ci.example'; subject = 'repo:contoso/sspr'; roles = @('User.Read.All'); certificatePem = $issuer.ExportCertificatePem() }
        function ConvertTo-Text([byte[]] $Bytes) { [convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        $assertion = New-FederatedToken 'https://ci.example' 'repo:contoso/sspr' $issuer
        Set-Content "$folder/federated" $assertion -NoNewline
        Invoke-Fresh $sandbox '$c = Connect-SsprTenant -Sandbox $uri -WorkloadIdentity; "$($c.AuthType) $($c.Scopes)"' @{
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
        Invoke-Fresh $sandbox $try @{ PATH = "$folder/az-own:$env:PATH" } | Should -Be 'AzureCli False User.Read.All'
        Invoke-Fresh $sandbox $try @{ PATH = "$folder/az-foreign:$env:PATH" } | Should -Be 'SignInFailed,SsprTools.Commands.ConnectSsprTenantCommand'
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
        Set-Content "$folder/browser/xdg-open" "#!/bin/sh`n'$(Get-TestPowerShell)' -NoProfile -NonInteractive -File '$folder/browser/person.ps1' `"`$1`" >'$folder/browser/log' 2>&1 &"
        chmod +x "$folder/browser/xdg-open"
        $said = Invoke-Fresh $sandbox '$c = Connect-SsprTenant -Sandbox $uri -Interactive; "$($c.AuthType) $($c.IsAppOnly) $($c.Account)"' @{
            PATH = "$folder/browser:$env:PATH"; SSPR_TEST_USER = "admin@$($sandbox.DefaultDomain)"
        }
        $said | Should -Be "Interactive False admin@$($sandbox.DefaultDomain)" -Because (Get-Content "$folder/browser/log" -Raw -ErrorAction Ignore)
    }

    It 'the certificate with a thumbprint is found in the store and signs in' -Skip:(-not $onLinux) {
        # A home of its own, so that the store of whoever runs the tests stays as it is.
        $userHome = (New-Item "$folder/home" -ItemType Directory).FullName
        $certificate = New-TestCertificate stored
        [System.IO.File]::WriteAllBytes("$folder/stored.pfx", $certificate.Export('Pfx', 'pfx-Pa55'))
        $client = New-Client certificate @{ roles = @('User.Read.All'); certificatePem = $certificate.ExportCertificatePem() }
        $put = @"
`$flags = [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags] 'PersistKeySet, Exportable'
`$store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
`$store.Open('ReadWrite')
`$store.Add([System.Security.Cryptography.X509Certificates.X509Certificate2]::new('$folder/stored.pfx', 'pfx-Pa55', `$flags))
`$store.Close()
"@
        $spelt = ($certificate.Thumbprint.ToLowerInvariant() -split '(..)' | Where-Object { $_ }) -join ':'
        $said = Invoke-Fresh $sandbox @"
$put
foreach (`$thumbprint in '$($certificate.Thumbprint)', '$spelt') {
    `$c = Connect-SsprTenant -Sandbox `$uri -CertificateThumbprint `$thumbprint -ClientId $($client.clientId)
    "`$(`$c.AuthType) `$(`$c.Scopes) `$(@(Get-SsprTestUser).Count)"
}
try { Connect-SsprTenant -Sandbox `$uri -CertificateThumbprint $($certificate.Thumbprint) -ClientId $([guid]::NewGuid()) } catch { `$_.FullyQualifiedErrorId }
"@ @{ HOME = $userHome }
        $said | Should -Be 'Certificate User.Read.All 0', 'Certificate User.Read.All 0', 'SignInFailed,SsprTools.Commands.ConnectSsprTenantCommand'
    }

    It 'the browser can be given up within two seconds' -Skip:(-not $onLinux) {
        $null = New-Item "$folder/nobody" -ItemType Directory
        Set-Content "$folder/nobody/xdg-open" "#!/bin/sh`ntouch '$folder/nobody/opened'"
        chmod +x "$folder/nobody/xdg-open"
        $said = Invoke-Fresh $sandbox @"
`$shell = [powershell]::Create().AddScript('param(`$module, `$uri) Import-Module `$module; Connect-SsprTenant -Sandbox `$uri -Interactive').AddArgument((Get-Module SsprTools).Path).AddArgument(`$uri)
`$null = `$shell.BeginInvoke()
for (`$i = 0; `$i -lt 600 -and -not (Test-Path '$folder/nobody/opened'); `$i++) { Start-Sleep -Milliseconds 100 }
"opened: `$(Test-Path '$folder/nobody/opened') running: `$(`$shell.InvocationStateInfo.State)"
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
`$shell.Stop()
"in time: `$(`$watch.Elapsed.TotalSeconds -lt 2) now: `$(`$shell.InvocationStateInfo.State)"
"@ @{ PATH = "$folder/nobody:$env:PATH" }
        $said | Should -Be 'opened: True running: Running', 'in time: True now: Stopped'
    }
}
