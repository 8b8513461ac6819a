@{
    Id = 'report-flags'
    Section = '1.10, 3.6'
    Fact = 'isSsprCapable is isSsprEnabled and isSsprRegistered.'
    Question = 'Does it hold in every row of a page?'
    RestsOn = '"Covered by report" of Test-SsprUser, and the funnel of Get-SsprAdoption.'
    Needs = @()
    Ask = {
        param($Live)
        $rows = (Get-LivePage $Live 'reports/authenticationMethods/userRegistrationDetails?$select=id,isSsprEnabled,isSsprRegistered,isSsprCapable').Rows
        if (-not $rows) { return New-Verdict Unclear 'The report is empty.' }
        $other = @($rows | Where-Object { $_.isSsprCapable -ne ($_.isSsprEnabled -and $_.isSsprRegistered) })
        $seen = [ordered]@{ rows = $rows.Count; capable = @($rows | Where-Object isSsprCapable).Count; otherwise = $other.Count }
        if ($other) { return New-Verdict Refuted "$($other.Count) of $($rows.Count) rows are otherwise." $seen }
        New-Verdict ($seen.capable ? 'Confirmed' : 'Unclear') ($seen.capable ? 'In every row.' : 'Nobody is capable, so it proves little.') $seen
    }
}
