# 10,000 phones registered in bulk, a fifth of the steps throttled, against the time that the budget of writes allows; the sandbox's log and its
# users' phones are the judges. The budget is 3,000 writes in 50 s instead of 150.
param($Bench)

$users = 10000 / $Bench.Shrink
$window = 50
$what = "$('{0:N0}' -f $users) phones with ``Add-SsprMethod`` from a CSV, 20 % of the steps throttled, against the time that the budget of writes allows (3,000 in $window s instead of 150)"
$add = "$($Bench.Root)/tests/Benchmarks/Peers/add-phones.ps1"
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

Import-Module (Get-BenchModule)
try {
    $bulk = Use-Sandbox '--users', '200' {
        param($sandbox)
        $null = Export-Phone $sandbox 40
        $null = Invoke-SandboxControl $sandbox DELETE requests
        $null = Measure-Script $add @{ Address = Get-SandboxAddress $sandbox; Module = Get-BenchModule; Csv = $csv }
        @((Invoke-SandboxControl $sandbox GET requests).value | Where-Object { $_.batchId -and $_.method -eq 'POST' }).Count -gt 0
    }
    if (-not $bulk) { return New-BenchRow $what -AtMost 1.25 -NotMeasured 'Add-SsprMethod does not work in batches yet' }

    Use-Sandbox '--users', "$($users * 4)", '--budget', "writes=3000/$window" {
        param($sandbox)
        $wanted = Export-Phone $sandbox $users
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; ratio = 0.2; seed = 1; where = 'steps'; retryAfter = 1 }
        $null = Invoke-SandboxControl $sandbox DELETE requests
        $run = Measure-Script $add @{ Address = Get-SandboxAddress $sandbox; Module = Get-BenchModule; Csv = $csv }
        $log = @((Invoke-SandboxControl $sandbox GET requests).value)
        $null = Invoke-SandboxControl $sandbox DELETE faults

        $steps = @($log | Where-Object batchId)
        $writes = @($steps | Where-Object { $_.method -in 'POST', 'PATCH', 'DELETE' })
        # What a client may send in no time is one window's worth; the rest comes a window at a time.
        $allowed = [math]::Max(1, $window * ($writes.Count / 3000 - 1))
        $requests = ($log.Count - $steps.Count) / $users
        $each = $steps.Count / $users
        $made = $writes | Where-Object { $_.method -eq 'POST' -and $_.status -eq 201 } | Group-Object path
        $lost = @($wanted | Where-Object { (Invoke-SandboxGraph $sandbox GET "users/$($_.Id)/authentication/phoneMethods").value.phoneNumber -ne $_.MobilePhone }).Count
        $doubled = @($made | Where-Object Count -GT 1).Count
        $wrong = @(
            if ($lost) { "$lost phones lost" }
            if ($doubled) { "$doubled written twice" }
            if ($requests -gt 0.15) { "$requests requests a user" }
            if ($each -gt 2.5) { "$each sub-requests a user" }
        ) -join ', '
        $own = '{0}; {1:0.00} requests and {2:0.00} sub-requests a user, {3} lost, {4} doubled' -f (Format-Figure $run.Seconds 's'), $requests, $each, $lost, $doubled
        New-BenchRow $what (Format-Figure $allowed 's') $own -Ratio ($run.Seconds / $allowed) -AtMost 1.25 -Missed $wrong
    }
}
finally { Remove-Item $csv -ErrorAction Ignore }
