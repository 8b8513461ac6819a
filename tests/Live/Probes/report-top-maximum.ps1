@{
    Id = 'report-top-maximum'
    Section = '1.10, 6.5'
    Fact = 'The registration report''s own page, without $top, is the largest there is.'
    Question = 'How many rows are on a page without $top, with 999, and with 5000?'
    RestsOn = 'Get-SsprRegistration sends no $top. Were larger pages possible, it would need fewer of the 5 requests in 10 s.'
    Needs = @()
    Ask = {
        param($Live)
        $path = 'reports/authenticationMethods/userRegistrationDetails?$select=id'
        $own = Get-LivePage $Live $path
        $most = Get-LivePage $Live "$path&`$top=5000" -Expect 200, 400
        $customary = Get-LivePage $Live "$path&`$top=999" -Expect 200, 400
        $seen = [ordered]@{ own = $own.Rows.Count; at5000 = $most.Rows.Count; statusAt5000 = $most.Status; at999 = $customary.Rows.Count; statusAt999 = $customary.Status; moreThanOnePage = $own.More }
        if (-not $own.More) { return New-Verdict Unclear "The whole report fits on one page of $($own.Rows.Count)." $seen }
        if ($most.Rows.Count -gt $own.Rows.Count -or $customary.Rows.Count -gt $own.Rows.Count) { return New-Verdict Refuted 'A larger page can be had with $top.' $seen }
        New-Verdict Confirmed "It has $($own.Rows.Count) rows, and `$top makes it no larger." $seen
    }
}
