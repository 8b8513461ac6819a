# What a probe is, and how one is run.

$script:verdicts = 'Confirmed', 'Refuted', 'Unclear', 'NotRun'
$script:members = 'Id', 'Section', 'Fact', 'Question', 'RestsOn', 'Needs', 'Ask'
$script:needs = 'Person', 'Portal', 'Write', 'Secret'

# The probes, each a file of its own that gives a hashtable.
function Get-LiveProbe([string[]] $Id) {
    $all = foreach ($file in Get-ChildItem "$PSScriptRoot/Probes" -Filter *.ps1 | Sort-Object Name) {
        $probe = & $file.FullName
        if ($probe.Id -ne $file.BaseName) { throw "$($file.Name): its Id is '$($probe.Id)'." }
        foreach ($member in $script:members) { if (-not $probe.Contains($member)) { throw "$($file.Name): $member is missing." } }
        if ($unknown = $probe.Needs | Where-Object { $_ -notin $script:needs }) { throw "$($file.Name): nobody knows what '$unknown' is." }
        # Inside the module, where the functions are that probes call.
        $probe.Ask = $MyInvocation.MyCommand.Module.NewBoundScriptBlock($probe.Ask)
        [pscustomobject] $probe
    }
    foreach ($wanted in $Id) { if ($wanted -notin $all.Id) { throw "There is no probe '$wanted'. There are: $($all.Id -join ', ')." } }
    $all | Where-Object { -not $Id -or $_.Id -in $Id }
}

# What a probe found. Answer: what the tenant said, for people to read.
function New-Verdict([ValidateSet('Confirmed', 'Refuted', 'Unclear', 'NotRun')] [string] $Verdict, [string] $Reason, $Answer) {
    [pscustomobject]@{ IsVerdict = $true; Verdict = $Verdict; Reason = $Reason; Answer = $Answer }
}

function Get-Obstacle($Session, $Probe) {
    switch ($Probe.Needs) {
        'Write' { if (-not $Session.AllowWrite) { return 'It changes something, and that was not allowed: -AllowWrite or SSPRTOOLS_LIVE_WRITE=1.' } }
        'Person' { if (-not $Session.IsPerson) { return 'An app without a user cannot ask it; sign in as a person.' } }
        'Portal' { if (-not $Session.Connection.PortalApi) { return 'It needs the API of the portal: -PortalApi or SSPRTOOLS_LIVE_PORTAL=1.' } }
        'Secret' { if (-not $Session.ClientSecret) { return 'It asks as an app, which takes the sign-in ClientSecret.' } }
    }
}

# Asks all of them, one after the other. A probe that fails says nothing about its fact.
function Invoke-LiveProbe($Session, $Probe) {
    # What was counted on the way belongs to the probe that asks about all the others: it comes last.
    foreach ($one in @($Probe | Where-Object Id -NE 'directory-409-503') + @($Probe | Where-Object Id -EQ 'directory-409-503')) {
        $Session.Asked.Clear()
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        if ($obstacle = Get-Obstacle $Session $one) { $found = New-Verdict NotRun $obstacle }
        else {
            $found = try { & $one.Ask $Session } catch { New-Verdict Unclear "$_" }
            # What else a probe lets slip out is no finding.
            $found = @($found | Where-Object { $_ -is [psobject] -and $_.PSObject.Properties['IsVerdict'] })
            $found = $found.Count ? $found[-1] : (New-Verdict Unclear 'The probe ended without a verdict.')
        }
        [pscustomobject]@{
            Id = $one.Id; Section = $one.Section; Fact = $one.Fact; Question = $one.Question; Asked = @($Session.Asked | Select-Object -Unique)
            Answer = $found.Answer; Verdict = $found.Verdict; Reason = $found.Reason; RestsOn = $one.RestsOn
            Seconds = [math]::Round($watch.Elapsed.TotalSeconds, 1)
        }
    }
}
