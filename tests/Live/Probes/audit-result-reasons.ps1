@{
    Id = 'audit-result-reasons'
    Section = '1.12'
    Fact = 'The reasons in the log of self-service password reset are the known ones.'
    Question = 'Which activities, results and reasons are there?'
    RestsOn = 'Get-SsprEvent shows reasons as they come; Invoke-SsprTest tells the steps of a reset from them.'
    Needs = @()
    Ask = {
        param($Live)
        $known = '^(User submitted their user ID|User was presented with verification options|User (started|completed) the .+ verification option|' +
            'User cancelled before .+|User successfully reset password|Password reset is not enabled for this user|' +
            "User's account has insufficient authentication methods defined\..*|Successfully completed reset\.|FuzzyPolicyViolationInvalidPassword|" +
            'PasswordDoesnotComplyFuzzyPolicy|None|User registered .+|User (un)?blocked.*|Success\w*|)$'
        $page = Get-LivePage $Live "auditLogs/directoryAudits?`$filter=loggedByService eq 'Self-service Password Management'"
        if (-not $page.Rows) { return New-Verdict Unclear 'There is no event of self-service password reset in the log.' }
        $seen = @($page.Rows | Group-Object activityDisplayName, result, { "$($_.resultReason)".Trim() } | ForEach-Object {
                [ordered]@{ activity = $_.Group[0].activityDisplayName; category = $_.Group[0].category; result = $_.Group[0].result; reason = "$($_.Group[0].resultReason)"; times = $_.Count }
            })
        $new = @($seen.reason | ForEach-Object { $_.Trim() } | Where-Object { $_ -notmatch $known } | Select-Object -Unique)
        if ($new) { return New-Verdict Refuted "There are reasons that nobody wrote down yet: $($new -join ' / ')" $seen }
        New-Verdict Confirmed "$($page.Rows.Count) events, every reason a known one." $seen
    }
}
