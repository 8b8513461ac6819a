@{
    Id = 'audits-top-maximum'
    Section = '1.12, 6.5'
    Fact = 'A page of directoryAudits has at most 1000 rows, with or without $top.'
    Question = 'How many rows are on a page without $top, and is $top taken at 1000 and at 1001?'
    RestsOn = 'Get-SsprEvent sends no $top.'
    Needs = @()
    Ask = {
        param($Live)
        $own = Get-LivePage $Live 'auditLogs/directoryAudits'
        $at = Get-LivePage $Live 'auditLogs/directoryAudits?$top=1000' -Expect 200, 400
        $above = Get-LivePage $Live 'auditLogs/directoryAudits?$top=1001' -Expect 200, 400
        $seen = [ordered]@{ own = $own.Rows.Count; moreThanOnePage = $own.More; statusAt1000 = $at.Status; rowsAt1000 = $at.Rows.Count; statusAt1001 = $above.Status; rowsAt1001 = $above.Rows.Count; codeAt1001 = $above.Code }
        if ($own.Rows.Count -gt 1000 -or $above.Rows.Count -gt 1000 -or $at.Status -ne 200) { return New-Verdict Refuted 'The limit is another one.' $seen }
        if ($above.Status -eq 400) { return New-Verdict Confirmed '1000 is taken and 1001 refused.' $seen }
        if ($above.More) { return New-Verdict Confirmed "1001 is taken, and the page has $($above.Rows.Count) rows." $seen }
        New-Verdict Unclear "The whole log fits on one page of $($own.Rows.Count)." $seen
    }
}
