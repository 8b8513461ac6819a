# 10,000 phones registered in bulk, a fifth of the steps throttled, against the time that the budget of writes allows. The budget is kept by the sandbox
# in a window of a fifth of the documented one, so that the row takes two minutes and not ten: 3,000 writes in 30 s, which is 100 a second.
param($Bench)

$users = 10000 / $Bench.Shrink
Use-Sandbox '--users', "$([math]::Ceiling($users * 1.05))", '--budget', 'writes=3000/30' {
    param($sandbox)
    $address = Get-SandboxAddress $sandbox
    # The generated users, whatever they hold already: each gets a number that is nobody's.
    $names = [System.Collections.Generic.List[string]]::new()
    $path = 'users?$select=userPrincipalName&$top=999'
    while ($path) {
        $page = Invoke-SandboxGraph $sandbox GET $path
        foreach ($user in $page.value) { $names.Add($user.userPrincipalName) }
        $path = $page.'@odata.nextLink' -replace '^.*/v1\.0/'
    }
    $folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid())")
    try {
        $number = 0
        $rows = @($names | Select-Object -Last $users | ForEach-Object { [pscustomobject]@{ UserPrincipalName = $_; OfficePhone = "+1 20655$('{0:d5}' -f $number++)" } })
        $rows | Export-Csv "$folder/phones.csv"
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; ratio = 0.2; seed = 7; where = 'steps'; retryAfter = 1 }
        $null = Invoke-SandboxControl $sandbox DELETE requests
        $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/add-phones-module.ps1" @{
            Address = $address; Module = Get-BenchModule; Csv = "$folder/phones.csv"; Undo = "$folder/undo.jsonl"
        }
        $log = @((Invoke-SandboxControl $sandbox GET requests).value)
    }
    finally { Remove-Item $folder -Recurse }

    $batches = @($log | Where-Object path -Match '/\$batch$').Count
    $steps = @($log | Where-Object path -Match '/authentication/')
    $writes = @($steps | Where-Object { $_.method -ne 'GET' -and $_.status -ne 429 })
    $refused = @($log | Where-Object { $_.status -eq 429 -and -not $_.fault }).Count
    $twice = @($writes | Group-Object path | Where-Object Count -GT 1).Count
    $perUser = [math]::Round($batches / $users, 3), [math]::Round(($log.Count - $batches) / $users, 3)
    $wrong = @(
        if ($run.Result -ne "$users $users") { "$($run.Result) rows and written, not $users" }
        if (@($writes | Where-Object status -In 200, 201, 204).Count -ne $users) { "$($writes.Count) writes, not $users" }
        if ($twice) { "$twice users were written twice" }
        if ($refused) { "$refused requests were over the budget" }
        if ($perUser[0] -gt 0.15) { "$($perUser[0]) requests a user, not 0.15" }
        if ($perUser[1] -gt 2.5) { "$($perUser[1]) steps a user, not 2.5" }
    ) -join '; '
    $allowed = $users / 100
    $what = "$('{0:N0}' -f $users) phones with ``Add-SsprMethod``, 20 % of the steps throttled, against the time that the budget allows for as many writes (a fifth of the documented one)"
    New-BenchRow $what (Format-Figure $allowed 's') (Format-Figure $run.Seconds "s, $($perUser[0]) requests and $($perUser[1]) steps a user") -Ratio ($run.Seconds / $allowed) -AtMost 1.25 -Missed $wrong
}
