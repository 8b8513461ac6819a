@{
    Id = 'report-budget'
    Section = '1.14'
    Fact = 'Whoever sends at most 5 report requests in 10 s is not throttled.'
    Question = 'Do 12 requests under the module''s own limiter meet a 429?'
    RestsOn = 'The limiter of every connection.'
    Needs = @()
    Ask = {
        param($Live)
        $statuses = foreach ($time in 1..12) { (Request-Live $Live 'reports/authenticationMethods/userRegistrationDetails?$top=1&$select=id').Statuses }
        $refused = @($statuses | Where-Object { $_ -eq 429 }).Count
        New-Verdict ($refused ? 'Refuted' : 'Confirmed') "$refused of $(@($statuses).Count) were refused." @{ requests = @($statuses).Count; throttled = $refused }
    }
}
