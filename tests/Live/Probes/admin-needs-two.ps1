@{
    Id = 'admin-needs-two'
    Section = '3.6'
    Fact = 'isSsprRegistered of an administrator asks for two methods, also where one would do.'
    Question = 'Is an administrator with just one usable method registered?'
    RestsOn = 'The methods gate of Test-SsprUser and Get-SsprAdoption for administrators.'
    Needs = @()
    Ask = {
        param($Live)
        # What an administrator may reset with (facts/graph.md 3.9); several words are one method.
        $kinds = @{ mobilePhone = 'phone'; officePhone = 'phone'; email = 'email'; microsoftAuthenticatorPush = 'app'; microsoftAuthenticatorPasswordless = 'app'; softwareOneTimePasscode = 'app' }
        $rows = @((Request-Live $Live 'reports/authenticationMethods/userRegistrationDetails?$select=id,isAdmin,isSsprRegistered,methodsRegistered' -All).Body | Where-Object { $_.isAdmin -eq $true })
        $one = @($rows | Where-Object { @($_.methodsRegistered | ForEach-Object { $kinds[$_] } | Where-Object { $_ } | Select-Object -Unique).Count -eq 1 })
        $registered = @($one | Where-Object isSsprRegistered).Count
        $domains = @((Request-Live $Live 'organization?$select=id,verifiedDomains').Body.value.verifiedDomains)
        # Where a custom domain is, administrators have two gates anyway (3.9), and one method is too little by any reading.
        $seen = [ordered]@{ administrators = $rows.Count; withOneMethod = $one.Count; ofThoseRegistered = $registered; customDomain = @(@($domains.name) -notmatch '\.onmicrosoft\.').Count -gt 0 }
        if (-not $one) { return New-Verdict Unclear 'No administrator has just one usable method.' $seen }
        if ($registered) { return New-Verdict Refuted "$registered of $($one.Count) are registered." $seen }
        if ($seen.customDomain) { return New-Verdict Unclear 'None of them is registered, but with a custom domain administrators need two methods anyway.' $seen }
        New-Verdict Confirmed 'None of them is registered.' $seen
    }
}
