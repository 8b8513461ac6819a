# The report of a group of 50,000 in a tenant of 200,000: how many requests.
param($Bench)

$members = 50000 / $Bench.Shrink
$others = 150000 / $Bench.Shrink
$seed = Join-Path ([System.IO.Path]::GetTempPath()) "ssprtools-bench-$([guid]::NewGuid()).json"
try {
    # The generated users are a group by themselves; the seed brings everybody else.
    @{
        users = @(
            @{ upn = 'admin@contoso.onmicrosoft.com'; displayName = 'Administrator'; roles = @('Global Administrator'); licenses = @('AAD_PREMIUM') }
            foreach ($number in 1..$others) { @{ upn = "other$number@contoso.onmicrosoft.com"; displayName = "Other $number" } }
        )
        skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 5 })
    } | ConvertTo-Json -Depth 5 -Compress | Set-Content $seed
    Use-Sandbox '--users', "$members", '--seed', $seed {
        param($sandbox)
        $address = Get-SandboxAddress $sandbox
        $all = (Measure-Peer $Bench.Peers bare, $address).Result
        $null = Invoke-SandboxControl $sandbox DELETE requests
        $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/count-module.ps1" @{ Address = $address; Module = Get-BenchModule; Group = 'All generated users' }
        $asked = @((Invoke-SandboxControl $sandbox GET requests).value).Count
        $allowed = [math]::Ceiling($members / 999) + [math]::Ceiling($all / 999) + 10
        # Every fiftieth of the generated users is disabled and not in the report.
        $expected = $members - [math]::Floor($members / 50)
        $wrong = $run.Result -ne "$expected $expected" ? "$($run.Result) rows and different ones, not $expected" : ''
        New-BenchRow "Requests for the report of a group of $('{0:N0}' -f $members) in a tenant of $('{0:N0}' -f ($members + $others)), against members/999 + users/999 + 10" "$allowed" "$asked in $(Format-Figure $run.Seconds 's')" -Ratio ($asked / $allowed) -AtMost 1 -Missed $wrong
    }
}
finally { Remove-Item $seed -ErrorAction Ignore }
