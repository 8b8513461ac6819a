# Every way to sign in and the tutorial, in a process whose home, temporary and data folders are one empty folder: whatever it leaves there, and
# all that it says, is searched for every secret that was in use.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1", "$PSScriptRoot/SignIn.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $outside = Join-Path ([System.IO.Path]::GetTempPath()) "sspr-outside-$([guid]::NewGuid())"
    $inside = Join-Path ([System.IO.Path]::GetTempPath()) "sspr-inside-$([guid]::NewGuid())"
    $null = New-Item $outside, $inside -ItemType Directory

    function Find-Secret([string] $Folder, [string[]] $Secret) {
        foreach ($file in Get-ChildItem $Folder -Recurse -File -Force) {
            $bytes = [System.IO.File]::ReadAllBytes($file.FullName)
            foreach ($text in [text.encoding]::UTF8.GetString($bytes), [text.encoding]::Unicode.GetString($bytes)) {
                foreach ($one in $Secret) { if ($text.Contains($one)) { "$($file.Name): a secret of $($one.Length) letters, $($one.Substring(0, 3))..." } }
                if ($text -match 'eyJ[\w-]+\.eyJ[\w-]+\.') { "$($file.Name): a token" }
            }
        }
    }
}

AfterAll {
    Stop-TestSandbox $sandbox
    Remove-Item $outside, $inside -Recurse -Force -ErrorAction Ignore
}

Describe 'What is left on the disk' -Skip:(-not $IsLinux) {
    It 'holds no secret, token or code, whatever the way to sign in' {
        $secret = New-SignInClient $sandbox secret
        $certificate = New-TestCertificate disk
        [System.IO.File]::WriteAllBytes("$outside/app.pfx", $certificate.Export('Pfx', 'pfx-Pa55-on-disk'))
        $byCertificate = New-SignInClient $sandbox certificate @{ certificatePem = $certificate.ExportCertificatePem() }
        $issuer = New-TestCertificate issuer
        $workload = New-SignInClient $sandbox federated @{ issuer = 'https://ci.example'; subject = 'disk'; certificatePem = $issuer.ExportCertificatePem() }
        $assertion = New-FederatedToken 'https://ci.example' 'disk' $issuer
        Set-Content "$outside/federated" $assertion -NoNewline
        $identity = Invoke-SandboxControl $sandbox POST identity
        Set-Content "$outside/az" "#!/bin/sh`necho `"{\`"accessToken\`":\`"`$(cat '$outside/cli-token')\`",\`"expires_on\`":$([DateTimeOffset]::UtcNow.AddHours(1).ToUnixTimeSeconds()),\`"tokenType\`":\`"Bearer\`"}`""
        chmod +x "$outside/az"
        Set-Content "$outside/child.ps1" @'
$ErrorActionPreference = 'Continue'
$loud = @{ Verbose = $true; Debug = $true }
function Protect([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }
# Straight to the parent, past every stream and the transcript: what to look for.
function Show-Secret([string] $Text) { if ($Text) { [Console]::Out.WriteLine("SECRET:$Text") } }
function Show-Token($Connection) {
    $hidden = [System.Reflection.BindingFlags] 'Instance, NonPublic, Public'
    foreach ($field in '_graphTokens', '_portalTokens') {
        $source = $Connection.GetType().GetField($field, $hidden).GetValue($Connection)
        if (-not $source) { continue }
        foreach ($name in '_token', '_held') {
            $value = $source.GetType().GetField($name, $hidden)
            if (-not $value) { continue }
            $value = $value.GetValue($source)
            Show-Secret ($value -is [string] ? $value : $value.Token.Token)
        }
        # The service tells no refresh token, and MSAL shows none: it is looked for in its memory.
        foreach ($secret in [Memory]::Find($source, 'MsalRefreshTokenCacheItem', 'Secret')) {
            Show-Secret $secret
            [Console]::Out.WriteLine("REFRESH:$($Connection.AuthType)")
        }
    }
}
Add-Type -TypeDefinition @"
using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;

public static class Memory
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    // The property of every object of that type that can be reached from one.
    public static List<string> Find(object root, string type, string property)
    {
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var left = new Queue<object>();
        left.Enqueue(root);
        while (left.Count > 0 && seen.Count < 200000)
        {
            var one = left.Dequeue();
            if (one == null || one is string || one is MemberInfo || one is Assembly || one is Delegate || one is Pointer || one.GetType().IsPrimitive || !seen.Add(one)) { continue; }
            if (one.GetType().Name == type) { found.Add((string)one.GetType().GetProperty(property, All).GetValue(one)); continue; }
            if (one is Array && one.GetType().GetElementType().IsPrimitive) { continue; }
            if (one is Array) { foreach (var item in (Array)one) { left.Enqueue(item); } continue; }
            for (var level = one.GetType(); level != null; level = level.BaseType)
            {
                foreach (var field in level.GetFields(All | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike) { left.Enqueue(field.GetValue(one)); }
                }
            }
        }
        return found;
    }
}
"@
# What Azure CLI has got: another one each time, as after every expiry.
function Set-CliToken {
    $token = (Invoke-RestMethod "${env:TEST_URI}_sandbox/tokens" -Method Post -Body '{"audience":"graph","scopes":["User.Read.All","Group.Read.All"]}' -ContentType application/json).accessToken
    Set-Content $env:TEST_CLI_TOKEN $token -NoNewline
    Show-Secret $token
}
$null = Start-Transcript "$env:HOME/transcript.txt"
& {
    Import-Module $env:TEST_MODULE
    Import-Module $env:TEST_SANDBOX_MODULE
    $uri = $env:TEST_URI
    $secret = [pscredential]::new($env:TEST_SECRET_ID, (Protect $env:TEST_SECRET))
    $wrong = [pscredential]::new($env:TEST_SECRET_ID, (Protect $env:TEST_WRONG))
    $ways = @(
        { Connect-SsprTenant -Sandbox $uri -ClientSecret $secret -PassThru @loud }
        { Connect-SsprTenant -Sandbox $uri -ClientSecret $wrong -PassThru @loud }
        { Connect-SsprTenant -Sandbox $uri -CertificatePath $env:TEST_PFX -CertificatePassword (Protect $env:TEST_PFX_PASSWORD) -ClientId $env:TEST_CERTIFICATE_ID -PassThru @loud }
        { Connect-SsprTenant -Sandbox $uri -CertificatePath $env:TEST_PFX -CertificatePassword (Protect $env:TEST_WRONG) -ClientId $env:TEST_CERTIFICATE_ID -PassThru @loud }
        { Connect-SsprTenant -Sandbox $uri -ManagedIdentity -PassThru @loud }
        { Connect-SsprTenant -Sandbox $uri -WorkloadIdentity -TenantId $env:TEST_TENANT -ClientId $env:TEST_WORKLOAD_ID -PassThru @loud }
        {
            $env:AZURE_TENANT_ID, $env:AZURE_CLIENT_ID, $env:AZURE_CLIENT_SECRET = $env:TEST_TENANT, $env:TEST_SECRET_ID, $env:TEST_SECRET
            Connect-SsprTenant -Sandbox $uri -FromEnvironment -PassThru @loud
            $env:AZURE_TENANT_ID, $env:AZURE_CLIENT_ID, $env:AZURE_CLIENT_SECRET = $null, $null, $null
        }
        { Connect-SsprTenant -Sandbox $uri -FromAzureCli -PassThru @loud }
        { Connect-SsprTenant -Sandbox $uri -AccessToken (Protect (Get-Content $env:TEST_CLI_TOKEN -Raw)) -PassThru @loud }
        {
            Connect-SsprTenant -Sandbox $uri -DeviceCode -PortalApi -PassThru @loud 6>&1 | ForEach-Object {
                if ($_ -isnot [System.Management.Automation.InformationRecord]) { return $_ }
                if ("$_" -match '\b([A-Z0-9]{8,9})\b') { $null = Invoke-RestMethod "${uri}_sandbox/devicecodes/$($Matches[1])" -Method Post -Body '{"approve":true}' -ContentType application/json }
            }
        }
    )
    foreach ($way in $ways) {
        try {
            Set-CliToken
            $made = & $way
            $made
            foreach ($connection in $made | Where-Object { $_.GetType().Name -eq 'SsprConnection' }) {
                Show-Token $connection
                Get-SsprTestUser -Connection $connection @loud
                # Renewed: what came first, and what comes then. A token that was handed in cannot be.
                [Console]::Out.WriteLine("WAY:$($connection.AuthType)")
                if (-not $connection.GetType().GetField('_graphTokens', [System.Reflection.BindingFlags] 'Instance, NonPublic').GetValue($connection).CanRenew) { continue }
                $null = Invoke-RestMethod "${uri}_sandbox/tokens/expire" -Method Post
                Set-CliToken
                Get-SsprTestUser -Connection $connection @loud
                Show-Token $connection
            }
        }
        catch { $_; [Console]::Out.WriteLine("WAY:failed $($_.FullyQualifiedErrorId)") }
    }
    $made = $connection = $null
    Connect-SsprTenant -Sandbox $uri @loud
    Show-Token (Get-SsprContext)
    New-SsprGroup SSPRTesters -Confirm:$false @loud
    $monica = New-SsprTestUser 'Monica Thompson' MonicaT -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters -Confirm:$false @loud
    $monica
    Show-Secret $monica.Credential.GetNetworkCredential().Password
    Enable-SsprGroup SSPRTesters -Confirm:$false @loud
    $run = Invoke-SsprTest $monica -Timeout 0:0 @loud
    $run
    Invoke-SsprSandboxUser -Sandbox $uri -Action Register -Credential $monica.Credential -NewPassword (Protect $env:TEST_PASSWORD1) -MobilePhone '+1 2065550100' @loud
    Invoke-SsprSandboxUser -Sandbox $uri -Action Reset -Credential ([pscredential]::new($monica.UserPrincipalName, (Protect $env:TEST_PASSWORD1))) -NewPassword (Protect $env:TEST_PASSWORD2) -MobilePhone '+1 2065550100' -Method Text @loud
    $null = Invoke-RestMethod "${uri}_sandbox/clock" -Method Post -Body '{"advance":"PT5H"}' -ContentType application/json
    Invoke-SsprTest -Resume $run.JournalPath -Timeout 0:0 @loud
    $Error | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 4000; $_.Exception.ToString(); "$($_.ErrorDetails)" }
    Disconnect-SsprTenant @loud
} *>&1 | Out-File "$env:HOME/streams.txt" -Width 4000
$null = Stop-Transcript
'@
        $environment = @{
            HOME = $inside; TMPDIR = $inside; XDG_DATA_HOME = "$inside/data"; XDG_CONFIG_HOME = "$inside/config"; XDG_CACHE_HOME = "$inside/cache"; DOTNET_CLI_HOME = $inside
            PATH = "${outside}:$env:PATH"; TEST_MODULE = Get-TestModulePath; TEST_SANDBOX_MODULE = (Resolve-Path "$PSScriptRoot/../../out/SsprTools.Sandbox/SsprTools.Sandbox.psd1").Path
            TEST_URI = "$($sandbox.Uri)"; TEST_TENANT = $sandbox.TenantId; TEST_SECRET_ID = $secret.clientId; TEST_SECRET = $secret.secret; TEST_WRONG = 'wr0ng-Secret-2e7f'
            TEST_PFX = "$outside/app.pfx"; TEST_PFX_PASSWORD = 'pfx-Pa55-on-disk'; TEST_CERTIFICATE_ID = $byCertificate.clientId; TEST_WORKLOAD_ID = $workload.clientId
            TEST_CLI_TOKEN = "$outside/cli-token"; TEST_PASSWORD1 = 'Tr3k-first-55a1'; TEST_PASSWORD2 = 'Tr3k-second-77b2'
            AZURE_FEDERATED_TOKEN_FILE = "$outside/federated"; IDENTITY_ENDPOINT = $identity.endpoint; IDENTITY_HEADER = $identity.header
        }
        $info = [System.Diagnostics.ProcessStartInfo]::new((Get-TestPowerShell))
        foreach ($item in '-NoProfile', '-NonInteractive', '-File', "$outside/child.ps1") { $info.ArgumentList.Add($item) }
        foreach ($name in 'AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'SUDO_USER') { $null = $info.Environment.Remove($name) }
        foreach ($name in $environment.Keys) { $info.Environment[$name] = $environment[$name] }
        $info.RedirectStandardOutput = $info.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($info)
        $problem = $process.StandardError.ReadToEndAsync()
        $lines = $process.StandardOutput.ReadToEnd() -split '\r?\n'
        $process.WaitForExit()
        $said = $problem.Result
        Set-Content "$inside/said.txt" (@($lines | Where-Object { $_ -notmatch '^SECRET:' }) + $said)

        $ways = @($lines -match '^WAY:' -replace '^WAY:')
        foreach ($way in 'ClientSecret', 'Certificate', 'ManagedIdentity', 'WorkloadIdentity', 'Environment', 'AzureCli', 'DeviceCode') { $ways | Should -Contain $way -Because "all ways were tried ($ways)" }
        @($ways -match 'failed SignInFailed').Count | Should -Be 1 -Because "$ways"
        @($ways -match 'failed').Count | Should -Be 2 -Because "a wrong secret and a wrong password were tried ($ways)"
        @($ways -match 'failed InvalidCertificate').Count | Should -Be 1

        $secrets = @($lines -match '^SECRET:' -replace '^SECRET:') + $secret.secret + 'wr0ng-Secret-2e7f' + 'pfx-Pa55-on-disk' + $assertion + $identity.header +
            'Tr3k-first-55a1' + 'Tr3k-second-77b2' + @((Invoke-SandboxControl $sandbox GET messages).value.code | Where-Object { $_ })
        $secrets.Count | Should -BeGreaterThan 20
        @(Get-ChildItem $inside -Recurse -File -Force).Count | Should -BeGreaterThan 4 -Because 'journal, backup, transcript and streams are there'
        (Get-Content "$inside/streams.txt" -Raw) | Should -Match 'GET /v1.0' -Because 'it was loud'
        (Get-Content "$inside/streams.txt" -Raw) | Should -Match 'MonicaT' -Because 'the tutorial was run'
        # The person's, for Graph and for the portal; both are among the secrets that are searched for.
        @($lines -match '^REFRESH:DeviceCode').Count | Should -BeGreaterThan 1
        # MSAL keeps its cache in a file of this name, where it keeps one.
        Get-ChildItem $inside -Recurse -File -Force | Where-Object Name -Match 'msal|\.IdentityService|token.*cache' | Should -BeNullOrEmpty
        Find-Secret $inside ($secrets | Sort-Object -Unique) | Should -BeNullOrEmpty
    }

    It 'is searched well: one that is there is found' {
        $folder = (New-Item (Join-Path $TestDrive planted) -ItemType Directory).FullName
        $null = New-Item "$folder/.hidden" -ItemType Directory
        Set-Content "$folder/.hidden/file" 'xx the-S3cret yy' -Encoding unicode
        Find-Secret $folder 'the-S3cret' | Should -Not -BeNullOrEmpty
    }
}
