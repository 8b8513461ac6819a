# What the sign-in suites share: clients of the sandbox, credentials, and PowerShell processes of their own.
Import-Module "$PSScriptRoot/Shared.psm1"

function New-SignInClient($Sandbox, [string] $Kind, [hashtable] $More = @{}) {
    Invoke-SandboxControl $Sandbox POST clients (@{ kind = $Kind; name = "test $Kind" } + $More)
}

function New-SecretCredential($Client, [string] $Secret = $Client.secret) {
    [pscredential]::new($Client.clientId, (ConvertTo-SecureString $Secret -AsPlainText -Force))
}

function New-TestCertificate([string] $Name, [int] $Days = 1) {
    $key = [System.Security.Cryptography.RSA]::Create(2048)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$Name", $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-2), [DateTimeOffset]::UtcNow.AddDays($Days))
}

# A token that a CI system would hand out for the workload, signed with its certificate.
function New-FederatedToken([string] $Issuer, [string] $Subject, [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate) {
    function ConvertTo-Part([byte[]] $Bytes) { [convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
    function ConvertTo-JsonPart($Value) { ConvertTo-Part ([text.encoding]::UTF8.GetBytes(($Value | ConvertTo-Json -Compress))) }
    $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    $text = '{0}.{1}' -f (ConvertTo-JsonPart @{ alg = 'RS256' }), (ConvertTo-JsonPart @{ iss = $Issuer; sub = $Subject; aud = 'api://AzureADTokenExchange'; iat = $now; nbf = $now - 60; exp = $now + 600 })
    $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate)
    $signature = $key.SignData([text.encoding]::ASCII.GetBytes($text), 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    "$text.$(ConvertTo-Part $signature)"
}

# Runs a script in a new process, in which the module is imported, $uri is the sandbox and $tenant its id; gives back its lines.
function Invoke-Fresh($Sandbox, [string] $Script, [hashtable] $Environment = @{}) {
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "fresh-$([guid]::NewGuid()).ps1"
    "`$ErrorActionPreference = 'Stop'; Import-Module '$(Get-TestModulePath)'; `$uri = '$($Sandbox.Uri)'; `$tenant = '$($Sandbox.TenantId)'`n$Script" | Set-Content $file
    try {
        $info = [System.Diagnostics.ProcessStartInfo]::new((Get-TestPowerShell))
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
    finally { Remove-Item $file }
}

Export-ModuleMember -Function *-*
