# How probes ask: through the module's own raw request, with everything that the service answered on the way kept for the findings.

# What a probe may send when nothing is to be changed: reads, and a batch of nothing but reads.
function Test-ReadOnly([string] $Method, [string] $Uri, $Body) {
    if ($Method -eq 'GET') { return $true }
    if ($Method -ne 'POST' -or $Uri -notmatch '^/?(v1\.0/)?\$batch$') { return $false }
    @($Body.requests).Count -gt 0 -and -not @($Body.requests | Where-Object { $_.method -ne 'GET' })
}

# Runs a command of the module, counts each request in its -Verbose lines, and gives its output and the status of the last answer.
function Watch-Request($Session, [scriptblock] $Command) {
    $output = [System.Collections.Generic.List[object]]::new()
    $statuses = [System.Collections.Generic.List[int]]::new()
    & $Command 4>&1 3>$null | ForEach-Object {
        if ($_ -isnot [System.Management.Automation.VerboseRecord]) { $output.Add($_); return }
        if ("$_" -match '^(?<method>[A-Z]+) (?<path>\S+): (?<status>\d{3}|no answer), ') {
            $status = $Matches.status -eq 'no answer' ? 0 : [int] $Matches.status
            $statuses.Add($status)
            $Session.Requests++
            $key = "$($Matches.path -match '/(reports|auditLogs)/' ? 'reports and logs' : 'directory') $status"
            $Session.Statuses[$key] = 1 + ($Session.Statuses.ContainsKey($key) ? $Session.Statuses[$key] : 0)
        }
    }
    [pscustomobject]@{ Output = $output; Statuses = $statuses; Status = $statuses.Count ? $statuses[-1] : $null }
}

# One request. What the probe did not expect is thrown, and the fact stays Unclear.
function Request-Live {
    param(
        $Session, [string] $Uri, [string] $Method = 'GET', $Body, [switch] $Eventual, [switch] $Beta, [switch] $All,
        [int[]] $Expect = 200..299,
        # The answer holds nothing of the tenant's, such as Microsoft's own role names.
        [switch] $Public
    )

    if (-not $Session.AllowWrite -and -not (Test-ReadOnly $Method $Uri $Body)) { throw "$Method $Uri would change something, and nothing is to be changed." }
    $Session.Asked.Add("$Method $($Beta ? 'beta/' : '')$Uri$($Eventual ? ' (ConsistencyLevel: eventual)' : '')")
    $request = @{ Uri = $Uri; Method = $Method; Eventual = $Eventual; Beta = $Beta; All = $All; Connection = $Session.Connection; Confirm = $false; Verbose = $true; ErrorAction = 'Stop' }
    if ($null -ne $Body) { $request.Body = $Body }
    $problem = $null
    try { $seen = Watch-Request $Session { Invoke-SsprGraphRequest @request } }
    catch { $problem = $_ }
    if ($problem) {
        $failure = $problem.Exception
        $graph = $failure.PSObject.Properties['Error'] ? $failure.Error : $null
        if ($null -eq $graph -or $graph.Status -notin $Expect) { throw "$Method $(($Uri -split '\?')[0]): $($problem.FullyQualifiedErrorId -replace ',.*'): $($failure.Message)" }
        return [pscustomobject]@{ Status = $graph.Status; Body = $null; Code = $graph.Code; Message = $graph.Message; Statuses = @() }
    }
    # A request that succeeded without its line seen has no status that could be told from another 2xx.
    if ($null -ne $seen.Status -and $seen.Status -notin $Expect) { throw "$Method $(($Uri -split '\?')[0]): unexpected $($seen.Status)" }
    $answer = $All ? @($seen.Output) : ($seen.Output.Count ? $seen.Output[0] : $null)
    if (-not $Public) { Add-SensitiveAnswer $Session $answer }
    [pscustomobject]@{ Status = $seen.Status; Body = $answer; Code = $null; Message = $null; Statuses = @($seen.Statuses) }
}

# The first page of a list as it is on the wire.
function Get-LivePage($Session, [string] $Uri, [int[]] $Expect = 200..299, [switch] $Eventual) {
    $answer = Request-Live $Session $Uri -Expect $Expect -Eventual:$Eventual
    [pscustomobject]@{
        Status = $answer.Status; Code = $answer.Code; Message = $answer.Message; Rows = @($answer.Body.value | Where-Object { $null -ne $_ })
        More = [bool] ($answer.Body -and $answer.Body.PSObject.Properties['@odata.nextLink'])
        Count = $answer.Body -and $answer.Body.PSObject.Properties['@odata.count'] ? $answer.Body.'@odata.count' : $null
    }
}

# A setting of the policy as the portal's API has it; $null when it was not read.
function Get-LivePolicySetting($Session, [string] $Name) {
    $Session.Asked.Add("Get-SsprPolicy -Setting $Name")
    $found = @((Watch-Request $Session { Get-SsprPolicy -Setting $Name -Connection $Session.Connection -Verbose -ErrorAction Stop }).Output)
    $found.Count ? $found[0] : $null
}

# A question past the module, for what the module refuses to do at all. Never with a token of the connection's.
function Request-Outside($Session, [hashtable] $Request) {
    $Session.Asked.Add("$($Request.Method ?? 'GET') $(([uri] $Request.Uri).AbsolutePath) (past the module)")
    if ($Session.Sandbox) { $Request.SkipCertificateCheck = $true }
    $answer = Invoke-WebRequest @Request -SkipHttpErrorCheck -MaximumRedirection 0 -ErrorAction Stop
    $body = try { $answer.Content | ConvertFrom-Json } catch { $null }
    [pscustomobject]@{ Status = [int] $answer.StatusCode; Body = $body }
}
