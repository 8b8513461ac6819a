@{
    Id = 'report-disabled'
    Section = '1.10'
    Fact = 'Disabled users are not in the registration report.'
    Question = 'Is there a row for any of some disabled users?'
    RestsOn = 'What Get-SsprRegistration says of a user without a row, and the count of who was left out in Get-SsprAdoption.'
    Needs = @()
    Ask = {
        param($Live)
        $users = (Get-LivePage $Live 'users?$filter=accountEnabled eq false&$select=id&$top=5').Rows
        if (-not $users) { return New-Verdict Unclear 'No user is disabled.' }
        $found = @($users | Where-Object { (Request-Live $Live "reports/authenticationMethods/userRegistrationDetails/$($_.id)" -Expect 200, 404).Status -eq 200 }).Count
        New-Verdict ($found ? 'Refuted' : 'Confirmed') "$found of $($users.Count) disabled users have a row." @{ looked = $users.Count; found = $found }
    }
}
