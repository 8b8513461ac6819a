# The report of a group of 50,000 in a tenant of 200,000: how many requests.
param($Bench)

$users = 200000 / $Bench.Shrink
$members = 50000 / $Bench.Shrink
Use-Sandbox '--users', "$users", '--group-size', "$members" {
    param($sandbox)
    $address = Get-SandboxAddress $sandbox
    $all = (Measure-Peer $Bench.Peers bare, $address).Result
    $null = Invoke-SandboxControl $sandbox DELETE requests
    $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/count-module.ps1" @{ Address = $address; Module = Get-BenchModule; Group = 'First generated users' }
    $asked = @((Invoke-SandboxControl $sandbox GET requests).value).Count
    $allowed = [math]::Ceiling($members / 999) + [math]::Ceiling($all / 999) + 10
    # Every fiftieth of the generated users is disabled and not in the report; they are shown with that reason.
    $expected = $members
    $wrong = $run.Result -ne "$expected $expected" ? "$($run.Result) rows and different ones, not $expected" : ''
    New-BenchRow "Requests for the report of a group of $('{0:N0}' -f $members) in a tenant of $('{0:N0}' -f $users), against members/999 + users/999 + 10" "$allowed" "$asked in $(Format-Figure $run.Seconds 's')" -Ratio ($asked / $allowed) -AtMost 1 -Missed $wrong
}
