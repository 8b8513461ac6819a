# 10,000 phones registered in bulk, a fifth of the requests in batches throttled, against the time that the budget of writes allows; the sandbox's log and
# its users' phones are the judges. The budget is 3,000 writes in 50 s instead of 150.
param($Bench)

$users = 10000 / $Bench.Shrink
$window = 50
# One read and one write a user are answered; that a fifth of all is throttled takes half a request a user more.
$throttled = $users / 2
$what = "$('{0:N0}' -f $users) phones with ``Add-SsprMethod`` from a CSV, 20 % of the sub-requests throttled, against the time that the budget of writes allows (3,000 in $window s instead of 150)"
$csv = Join-Path ([System.IO.Path]::GetTempPath()) "ssprtools-bench-$([guid]::NewGuid()).csv"

# The first so many generated users without a mobile phone, with a number each.
function Export-Phone($Sandbox, [int] $Count) {
    $connection = Connect-SsprTenant -Sandbox $Sandbox.Uri -PassThru
    $number = 0
    $rows = Get-SsprRegistration -Connection $connection | Where-Object { $_.UserPrincipalName -like 'user*' -and $_.MethodsRegistered -notcontains 'mobilePhone' } | Select-Object -First $Count |
        ForEach-Object { [pscustomobject]@{ UserPrincipalName = $_.UserPrincipalName; MobilePhone = '+1 206{0:0000000}' -f (5550000 + $number++); Id = $_.Id } }
    if (@($rows).Count -lt $Count) { throw "Only $(@($rows).Count) users have no mobile phone." }
    $rows | Select-Object UserPrincipalName, MobilePhone | Export-Csv $csv
    $rows
}

# How many of the users do not have exactly the phone that the file says.
function Measure-Lost($Sandbox, $Wanted) {
    $byId = $Wanted | Group-Object Id -AsHashTable
    $right = for ($at = 0; $at -lt $Wanted.Count; $at += 20) {
        $requests = $Wanted[$at..([math]::Min($at + 19, $Wanted.Count - 1))] | ForEach-Object { @{ id = $_.Id; method = 'GET'; url = "/users/$($_.Id)/authentication/phoneMethods" } }
        (Invoke-SandboxGraph $Sandbox POST '$batch' @{ requests = @($requests) }).responses | Where-Object { @($_.body.value | Where-Object phoneType -EQ mobile).phoneNumber -eq $byId[$_.id].MobilePhone }
    }
    $Wanted.Count - @($right).Count
}

Import-Module (Get-BenchModule)
try {
    Use-Sandbox '--users', "$($users * 4)" {
        param($sandbox)
        $wanted = @(Export-Phone $sandbox $users)
        $null = Invoke-SandboxControl $sandbox PATCH budgets @{ writes = @{ limit = 3000; seconds = $window } }
        $null = Invoke-SandboxControl $sandbox PATCH switches @{ budgets = $true }
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; ratio = 0.2; count = $throttled; seed = 1; where = 'steps'; retryAfter = 1 }
        $null = Invoke-SandboxControl $sandbox DELETE requests
        $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/add-phones.ps1" @{ Address = Get-SandboxAddress $sandbox; Module = Get-BenchModule; Csv = $csv }
        $log = @((Invoke-SandboxControl $sandbox GET requests).value)
        $refused = (Invoke-SandboxControl $sandbox GET budgets).writes.refused
        $null = Invoke-SandboxControl $sandbox DELETE faults
        $null = Invoke-SandboxControl $sandbox PATCH switches @{ budgets = $false }

        $steps = @($log | Where-Object batchId)
        $struck = @($steps | Where-Object status -EQ 429).Count
        $writes = @($steps | Where-Object { $_.method -in 'POST', 'PATCH', 'DELETE' })
        # The first 3,000 at once, then 3,000 a window.
        $allowed = $window * ([math]::Ceiling($writes.Count / 3000) - 1)
        $requests = ($log.Count - $steps.Count) / $users
        $each = $steps.Count / $users
        $lost = Measure-Lost $sandbox $wanted
        $doubled = @($writes | Where-Object { $_.method -eq 'POST' -and $_.status -eq 201 } | Group-Object path | Where-Object Count -GT 1).Count
        $wrong = @(
            if ($lost) { "$lost phones lost" }
            if ($doubled) { "$doubled written twice" }
            if ($refused) { "$refused writes over the budget" }
            if ($struck -lt 0.195 * $steps.Count) { "only $struck of $($steps.Count) sub-requests were throttled" }
            if ($requests -gt 0.15) { "$requests requests a user" }
            if ($each -gt 2.5) { "$each sub-requests a user" }
        ) -join ', '
        $own = '{0}; {1:0.000} requests and {2:0.000} sub-requests a user, {3:0.0} % of them throttled, {4} lost, {5} doubled' -f
            (Format-Figure $run.Seconds 's'), $requests, $each, (100 * $struck / $steps.Count), $lost, $doubled
        New-BenchRow $what (Format-Figure $allowed 's') $own -Ratio ($allowed ? $run.Seconds / $allowed : 0) -AtMost 1.25 -Missed $wrong
    }
}
finally { Remove-Item $csv -ErrorAction Ignore }
