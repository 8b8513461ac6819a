@{
    Id = 'audit-logged-by'
    Section = '1.12, 6.9'
    Fact = 'loggedByService is "Self-service Password Management" and never "SSPR".'
    Question = 'Which of the two has events?'
    RestsOn = 'The filter of Get-SsprEvent: with the wrong word it would see nothing and say so of a tenant that is busy.'
    Needs = @()
    Ask = {
        param($Live)
        $long = Get-LivePage $Live "auditLogs/directoryAudits?`$filter=loggedByService eq 'Self-service Password Management'&`$top=10"
        $short = Get-LivePage $Live "auditLogs/directoryAudits?`$filter=loggedByService eq 'SSPR'&`$top=10"
        $seen = [ordered]@{ 'Self-service Password Management' = $long.Rows.Count; SSPR = $short.Rows.Count }
        if ($short.Rows) { return New-Verdict Refuted 'There are events of "SSPR".' $seen }
        if ($long.Rows) { return New-Verdict Confirmed 'Only the long name has events.' $seen }
        New-Verdict Unclear 'Neither has events in the time that the log reaches back.' $seen
    }
}
