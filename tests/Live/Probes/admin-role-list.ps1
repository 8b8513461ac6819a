@{
    Id = 'admin-role-list'
    Section = '3.9, 6.10'
    Fact = 'The roles under the administrators'' reset policy are those of the newest page, some 80.'
    Question = 'Which built-in roles does the tenant have? (No API says which of them the policy counts.)'
    RestsOn = 'The administrator rules of Test-SsprUser; any directory role counts there.'
    Needs = @()
    Ask = {
        param($Live)
        $roles = @((Request-Live $Live 'directoryRoleTemplates?$select=displayName' -All -Public).Body.displayName | Sort-Object -Unique)
        New-Verdict Unclear "The tenant has $($roles.Count) built-in roles; the page has to be compared by hand." @{ count = $roles.Count; roles = $roles }
    }
}
