@{
    Id = 'portal-put'
    Section = '2.2, 6.1'
    Fact = 'A PUT of the SSPR policy by the portal''s API answers 204.'
    Question = 'Which status has it?'
    RestsOn = 'Enable-SsprGroup and Disable-SsprGroup; any success is taken, and the policy is read back.'
    Needs = @('Write', 'Portal', 'Person')
    Ask = {
        param($Live)
        $change = Invoke-LivePolicyChange $Live
        if ($change.NotRun) { return New-Verdict NotRun $change.NotRun }
        $seen = [ordered]@{ status = @($change.PutStatuses); saved = $change.Saved; secondsUntilSeen = $change.Seconds }
        if (-not $change.PutStatuses) { return New-Verdict Unclear 'No PUT was seen.' $seen }
        New-Verdict (@($change.PutStatuses | Where-Object { $_ -ne 204 }).Count ? 'Refuted' : 'Confirmed') "It is $($change.PutStatuses -join ', ')." $seen
    }
}
