# What tests/SsprTools.Tutorial.Tests/Faults proves of the engine, once more where people sit: in a real PowerShell.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

// Answers every request on loopback with what a function says, and remembers the heads.
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    public ConcurrentQueue<string> Heads { get; } = new ConcurrentQueue<string>();
    public int Port { get { return ((IPEndPoint)_listener.LocalEndpoint).Port; } }
    public string Discovery { get; set; }
    public string Answer { get; set; }

    public LoopbackServer() { _listener.Start(); Task.Run(Serve); }
    public void Dispose() { _listener.Stop(); }

    private async Task Serve()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            _ = Task.Run(async () =>
            {
                using (client)
                using (var stream = client.GetStream())
                using (var reader = new StreamReader(stream))
                {
                    var head = new StringBuilder();
                    string line;
                    while (!string.IsNullOrEmpty(line = await reader.ReadLineAsync())) { head.AppendLine(line); }
                    Heads.Enqueue(head.ToString());
                    var answer = Discovery != null && head.ToString().StartsWith("GET /_sandbox ")
                        ? "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + Discovery.Length + "\r\nConnection: close\r\n\r\n" + Discovery
                        : Answer;
                    var bytes = Encoding.ASCII.GetBytes(answer);
                    await stream.WriteAsync(bytes, 0, bytes.Length);
                    await stream.FlushAsync();
                }
            });
        }
    }
}
'@
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;

// A door to another port on loopback: with a certificate it takes TLS off, without one it is a proxy that opens a tunnel for CONNECT.
public sealed class LoopbackDoor : IDisposable
{
    private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly X509Certificate2 _certificate;
    public ConcurrentQueue<string> Heads { get; } = new ConcurrentQueue<string>();
    public ConcurrentQueue<string> Problems { get; } = new ConcurrentQueue<string>();
    public int Port { get { return ((IPEndPoint)_listener.LocalEndpoint).Port; } }

    public LoopbackDoor(int target, X509Certificate2 certificate) { _target = target; _certificate = certificate; _listener.Start(); Task.Run(Serve); }
    public void Dispose() { _listener.Stop(); }

    private async Task Serve()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            _ = Task.Run(async () =>
            {
                try { await Answer(client); }
                catch (Exception error) { Problems.Enqueue(error.Message); }
            });
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        using (var target = new TcpClient())
        {
            Stream stream = client.GetStream();
            if (_certificate == null)
            {
                var head = new StringBuilder();
                var one = new byte[1];
                while (!head.ToString().EndsWith("\r\n\r\n") && await stream.ReadAsync(one, 0, 1) == 1) { head.Append((char)one[0]); }
                Heads.Enqueue(head.ToString());
                if (!head.ToString().StartsWith("CONNECT ")) { return; }
                await target.ConnectAsync(IPAddress.Loopback, _target);
                var opened = Encoding.ASCII.GetBytes("HTTP/1.1 200 Connection established\r\n\r\n");
                await stream.WriteAsync(opened, 0, opened.Length);
            }
            else
            {
                Heads.Enqueue("TLS");
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                stream = secure;
                await target.ConnectAsync(IPAddress.Loopback, _target);
            }
            await Task.WhenAny(stream.CopyToAsync(target.GetStream()), target.GetStream().CopyToAsync(stream));
        }
    }
}
'@
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri

    function Set-Fault([hashtable] $Fault) { $null = Invoke-SandboxControl $sandbox POST faults $Fault }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Under fire' {
    BeforeEach { Clear-SandboxFault $sandbox; Clear-SandboxRequest $sandbox }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'survives <name> on a read and says nothing but a verbose line' -ForEach @(
        @{ name = 'throttle' }, @{ name = 'throttle-date' }, @{ name = 'unavailable' }, @{ name = 'gateway-timeout' }, @{ name = 'reset' }, @{ name = 'truncate' }
    ) {
        Set-Fault @{ name = $name; count = 1; path = '/v1.0/users' }
        $all = Invoke-SsprGraphRequest 'users/adele@contoso.onmicrosoft.com' -Verbose -ErrorVariable problems 4>&1
        $problems | Should -BeNullOrEmpty
        @($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).userPrincipalName | Should -Be 'adele@contoso.onmicrosoft.com'
        $lines = @($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message
        @($lines -match '^GET /v1\.0/users/adele@contoso\.onmicrosoft\.com: \S.*, \d+ ms, try 1$').Count | Should -Be 1
        @($lines -match ': 200, \d+ ms, try 2$').Count | Should -Be 1
        @($lines -match 'is sent again in').Count | Should -Be 1
    }

    It 'ends with one error that says what to do when <name> stays' -ForEach @(
        @{ name = 'html-page'; id = 'UnexpectedAnswer'; advice = 'HTTPS_PROXY' }
        @{ name = 'proxy-authentication'; id = 'ServiceUnreachable'; advice = 'HTTPS_PROXY' }
        @{ name = 'server-error'; id = 'ServiceUnavailable'; advice = 'again' }
        @{ name = 'token-expired'; id = 'AccessTokenExpired'; advice = 'Connect-SsprTenant' }
    ) {
        Set-Fault @{ name = $name; path = '/v1.0/users' }
        $problem = { Invoke-SsprGraphRequest users -ErrorAction Stop } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike "$id,*"
        $problem.ErrorDetails.RecommendedAction | Should -Match $advice
        $problem.ErrorDetails.Message | Should -Match 'request id \S+'
        $problem.ErrorDetails.Message | Should -Not -Match 'eyJ'
    }

    It 'creates a user once although the answer is lost, and says so with -Verbose' {
        Set-Fault @{ name = 'reset-after'; count = 1; method = 'POST'; path = '/v1.0/users' }
        $all = New-SsprTestUser 'Lost Answer' lostanswer -Verbose -Confirm:$false 4>&1
        @($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Status | Should -Be Created
        @($all -match 'was lost; looking').Count | Should -Be 1
        @(Get-SandboxRequest $sandbox | Where-Object { $_.method -eq 'POST' -and $_.path -eq '/v1.0/users' }).Count | Should -Be 1
    }

    It 'shows a wait as progress and ends it' {
        Set-Fault @{ name = 'throttle'; count = 1; retryAfter = 2; path = '/v1.0/users' }
        $records = @(Get-ProgressRecord $sandbox 'Invoke-SsprGraphRequest users' | Where-Object Activity -EQ 'Waiting for the service')
        $records.Count | Should -BeGreaterThan 1
        $records[0].Status | Should -Match 'throttling'
        $records[0].Left | Should -Be 2
        $records[-1].Type | Should -Be Completed
    }

    It 'ends what it shows as progress also where it fails: <_>' -ForEach 'Get-SsprAdoption', "Export-SsprReport (Join-Path ([System.IO.Path]::GetTempPath()) `$([guid]::NewGuid()).html)" {
        Set-Fault @{ name = 'small-pages'; target = '2' }
        Set-Fault @{ name = 'nextlink-repeat'; target = 'userRegistrationDetails' }
        $all = @(Get-ProgressRecord $sandbox $_)
        $all[0].Error | Should -Match '^IncompletePages,'
        $records = @($all | Where-Object Activity -Match 'adoption|report')
        $records.Count | Should -BeGreaterThan 1
        $records[-1].Type | Should -Be Completed
        @($records.Id | Sort-Object -Unique).Count | Should -Be 1 -Because 'a command has one bar'
    }

    It 'shows no progress where nobody looks' {
        Set-Fault @{ name = 'throttle'; count = 1; retryAfter = 2; path = '/v1.0/users' }
        @(Get-ProgressRecord $sandbox 'Invoke-SsprGraphRequest users; Get-SsprAdoption' -Switch '-NonInteractive' | Where-Object Activity).Count | Should -Be 0
    }

    It 'Ctrl+C ends a wait of a minute within two seconds' {
        Set-Fault @{ name = 'throttle'; retryAfter = 60; path = '/v1.0/users' }
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; Invoke-SsprGraphRequest users' @{ uri = $sandbox.Uri } -After 4000
        $stop.WasRunning | Should -BeTrue
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
        @(Get-SandboxRequest $sandbox | Where-Object path -EQ '/v1.0/users').Count | Should -Be 1
    }
}

Describe 'On the way to the service' {
    It 'follows no redirect with the token' {
        $elsewhere = [LoopbackServer]::new()
        $front = [LoopbackServer]::new()
        try {
            $here = "http://127.0.0.1:$($front.Port)"
            $front.Discovery = @{ sandbox = $true; graph = "$here/"; portal = "$here/portal/"; login = "$here/"; pages = "$here/"; tenantId = 't'; account = 'a'; accessToken = 'secret-token'; portalAccessToken = 'p' } | ConvertTo-Json -Compress
            $front.Answer = "HTTP/1.1 302 Found`r`nLocation: http://127.0.0.1:$($elsewhere.Port)/`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"
            $elsewhere.Answer = "HTTP/1.1 200 OK`r`nContent-Type: application/json`r`nContent-Length: 2`r`nConnection: close`r`n`r`n{}"
            $connection = Connect-SsprTenant -Sandbox $here -PassThru
            $problem = { Invoke-SsprGraphRequest users -Connection $connection -ErrorAction Stop } | Should -Throw -PassThru
            $problem.FullyQualifiedErrorId | Should -BeLike 'UnexpectedAnswer,*'
            @($front.Heads -match '(?m)^GET /v1\.0/users').Count | Should -Be 1
            $elsewhere.Heads.Count | Should -Be 0
        }
        finally { $front.Dispose(); $elsewhere.Dispose(); $null = Connect-SsprTenant -Sandbox $sandbox.Uri }
    }

    It 'goes through HTTPS_PROXY, and tells one clear error when that wants a sign-in' {
        $proxy = [LoopbackServer]::new()
        try {
            $proxy.Answer = "HTTP/1.1 407 Proxy Authentication Required`r`nProxy-Authenticate: Basic realm=`"corp`"`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"
            $script = @"
`$env:HTTPS_PROXY = 'http://someone:proxy-secret@127.0.0.1:$($proxy.Port)'; `$env:NO_PROXY = ''
Import-Module '$(Get-TestModulePath)'
`$null = Connect-SsprTenant -AccessToken (ConvertTo-SecureString 'a.b.c' -AsPlainText -Force)
try { Invoke-SsprGraphRequest users } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.Message; `$_.ErrorDetails.RecommendedAction; `$_ | Format-List * -Force; `$_.Exception.ToString() }
"@
            $said = & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $script 2>&1 | Out-String
            $said | Should -Match 'ServiceUnreachable,'
            $said | Should -Match 'Put its user and password into HTTPS_PROXY'
            $said | Should -Not -Match 'proxy-secret'
            @($proxy.Heads -match '^CONNECT graph\.microsoft\.com:443 ').Count | Should -BeGreaterThan 0
            # The token is for the service behind the tunnel, never for the proxy.
            "$($proxy.Heads)" | Should -Not -Match 'Bearer|a\.b\.c'
        }
        finally { $proxy.Dispose() }
    }

    # Another system has no such variable for what it trusts.
    Context 'through a proxy that opens a tunnel' -Skip:(-not $IsLinux) {
        BeforeAll {
            $key = [System.Security.Cryptography.RSA]::Create(2048)
            $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=tunnel', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
            $names = [System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
            'graph.microsoft.com', 'localhost' | ForEach-Object { $names.AddDnsName($_) }
            $request.CertificateExtensions.Add($names.Build())
            $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
            Set-Content "$TestDrive/root.pem" $certificate.ExportCertificatePem()
            $service = [LoopbackDoor]::new(([uri] $sandbox.Uri).Port, $certificate)

            # In a process of its own, which trusts that certificate and reads the variables of the proxy as it starts.
            function Invoke-Behind([hashtable] $Environment, [string] $Script) {
                $info = [System.Diagnostics.ProcessStartInfo]::new((Get-TestPowerShell))
                foreach ($item in '-NoProfile', '-NonInteractive', '-Command', "`$ErrorActionPreference = 'Stop'; Import-Module '$(Get-TestModulePath)'; $Script") { $info.ArgumentList.Add($item) }
                foreach ($name in 'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy') { $null = $info.Environment.Remove($name) }
                $info.Environment['SSL_CERT_FILE'] = "$TestDrive/root.pem"
                $info.Environment['TEST_TOKEN'] = (Invoke-SandboxControl $sandbox GET '').accessToken
                foreach ($name in $Environment.Keys) { $info.Environment[$name] = $Environment[$name] }
                $info.RedirectStandardOutput = $info.RedirectStandardError = $true
                $process = [System.Diagnostics.Process]::Start($info)
                $problem = $process.StandardError.ReadToEndAsync()
                $said = $process.StandardOutput.ReadToEnd()
                $process.WaitForExit()
                $said + $problem.Result
            }

            # The module's own way to the network, to a cloud whose Graph is on this machine: what goes past the proxy is not to leave it.
            $here = @"
`$engine = (Connect-SsprTenant -AccessToken (ConvertTo-SecureString `$env:TEST_TOKEN -AsPlainText -Force) -PassThru).GetType().Assembly
`$world = `$engine.GetType('SsprTools.Graph.Connection.CloudEnvironment')::Global
`$cloud = `$world.GetType()::new('Here', 'https://localhost:$($service.Port)/', `$world.Login, `$null, `$world.EntraPortal, `$world.ResetPage, `$world.RegistrationPage)
`$connection = `$engine.GetType('SsprTools.Graph.Connection.SsprConnection')::FromAccessToken(`$env:TEST_TOKEN, `$cloud, `$null, `$null)
(Invoke-SsprGraphRequest 'users/adele@contoso.onmicrosoft.com' -Connection `$connection).userPrincipalName
"@
        }

        AfterAll { $service.Dispose() }

        BeforeEach {
            $proxy = [LoopbackDoor]::new($service.Port, $null)
            Clear-SandboxRequest $sandbox
            $passed = $service.Heads.Count
        }

        AfterEach { $proxy.Dispose() }

        It 'reads a page of graph.microsoft.com, with the token inside the tunnel only' {
            $said = Invoke-Behind @{ HTTPS_PROXY = "http://127.0.0.1:$($proxy.Port)" } @'
$null = Connect-SsprTenant -AccessToken (ConvertTo-SecureString $env:TEST_TOKEN -AsPlainText -Force)
(Invoke-SsprGraphRequest 'users/adele@contoso.onmicrosoft.com').userPrincipalName
'@
            $said.Trim() | Should -Be 'adele@contoso.onmicrosoft.com'
            @($proxy.Heads).Count | Should -Be 1
            @($proxy.Heads)[0] | Should -Match '^CONNECT graph\.microsoft\.com:443 '
            @($proxy.Heads)[0] | Should -Not -Match 'Bearer|eyJ'
            @(Get-SandboxRequest $sandbox | Where-Object { $_.path -eq '/v1.0/users/adele@contoso.onmicrosoft.com' -and $_.status -eq 200 }).Count | Should -Be 1
        }

        It 'goes past it for <NoProxy> in NO_PROXY: <Past>' -ForEach @(
            @{ NoProxy = 'localhost'; Past = $true }
            @{ NoProxy = 'elsewhere.example'; Past = $false }
        ) {
            $said = Invoke-Behind @{ HTTPS_PROXY = "http://127.0.0.1:$($proxy.Port)"; NO_PROXY = $NoProxy } $here
            $said.Trim() | Should -Be 'adele@contoso.onmicrosoft.com'
            @($proxy.Heads -match '^CONNECT localhost:').Count | Should -Be ($Past ? 0 : 1)
            $service.Heads.Count | Should -Be ($passed + 1)
        }
    }
}
