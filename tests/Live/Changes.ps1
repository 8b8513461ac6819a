# What more than one probe with -AllowWrite does.

# Waits until the methods of a new user can be read, and says how long that took and how often it was refused.
function Wait-LiveMethod($Session, $User) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($refusals = 0; $watch.Elapsed.TotalSeconds -lt 300; $refusals++) {
        $answer = Request-Live $Session "users/$($User.Id)/authentication/methods" -Expect 200, 404
        if ($answer.Status -eq 200) { return [pscustomobject]@{ Seconds = $refusals ? [math]::Round($watch.Elapsed.TotalSeconds, 1) : 0; Refusals = $refusals } }
        Start-Sleep -Seconds 2
    }
    throw 'The methods of a new user could not be read within 300 s.'
}

# Turns reset on for an empty group of our own and off again; only where it is off, so that nobody gains or loses anything. Once for all
# probes that ask about it.
function Invoke-LivePolicyChange($Session) {
    if (-not $Session.PSObject.Properties['PolicyChange']) {
        $scope = Get-LivePolicySetting $Session Scope
        $change = "$($scope.Source)" -ne 'Portal' ? [pscustomobject]@{ NotRun = "The policy could not be read: $($scope.Remarks)" } :
            "$($scope.Value)" -ne 'None' ? [pscustomobject]@{ NotRun = "Reset is on in this tenant ($($scope.Value)), and people would notice. It takes a tenant where it is off." } :
            (Use-LiveGroup $Session { param($group) Switch-LiveGroup $Session $group })
        $Session | Add-Member PolicyChange $change
    }
    $Session.Asked.Add('Enable-SsprGroup for an empty group, Disable-SsprGroup')
    $Session.PolicyChange
}

function Switch-LiveGroup($Session, $Group) {
    $folder = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "ssprtools-live-$([guid]::NewGuid())")).FullName
    $common = @{ BackupPath = $folder; Connection = $Session.Connection; Confirm = $false; Verbose = $true; ErrorAction = 'Stop' }
    $puts = [System.Collections.Generic.List[int]]::new()
    $watch = { param($text) if ("$text" -match '^PUT \S+: (\d{3}), ') { $puts.Add([int] $Matches[1]) } }
    try {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $done = Enable-SsprGroup $Group.Id @common 4>&1 3>$null | ForEach-Object { if ($_ -is [System.Management.Automation.VerboseRecord]) { & $watch $_ } else { $_ } }
        $seconds = [math]::Round($clock.Elapsed.TotalSeconds, 1)
        $saved = "$($done.Status)"
        $file = Get-ChildItem $folder -File | Sort-Object LastWriteTime | Select-Object -First 1
        [pscustomobject]@{
            NotRun = $null; PutStatuses = $puts; Saved = $saved; Seconds = $seconds
            Policy = $file ? ((Get-Content -Raw $file.FullName | ConvertFrom-Json).policy) : $null
        }
    }
    finally {
        # Back to the backup, because scope None alone would leave the group's id in the policy.
        $back = Get-ChildItem $folder -File | Sort-Object LastWriteTime | Select-Object -First 1
        try { if ($back) { Disable-SsprGroup -RestoreBackup $back.FullName @common 4>&1 3>$null | ForEach-Object { if ($_ -is [System.Management.Automation.VerboseRecord]) { & $watch $_ } } } }
        catch { Write-Warning "Reset is still on for the empty group $($Group.DisplayName): turn it off with Disable-SsprGroup. $_" }
        Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    }
}
