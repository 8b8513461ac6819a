@{
    Id = 'cloud-addresses'
    Section = '1.10, 1.12, 2.8, 4'
    Fact = 'A national cloud serves the registration report and the authentication methods policy as the global one does.'
    Question = 'Which of the addresses that the module needs are answered in this cloud?'
    RestsOn = 'What Test-SsprPrerequisite says a cloud lacks.'
    Needs = @()
    Ask = {
        param($Live)
        if ($Live.Connection.Environment -in 'Global', 'Sandbox') { return New-Verdict NotRun "It asks about national clouds, and this is $($Live.Connection.Environment)." }
        $paths = 'reports/authenticationMethods/userRegistrationDetails?$top=1', 'policies/authenticationMethodsPolicy', 'policies/authorizationPolicy', 'auditLogs/directoryAudits?$top=1', 'directory/onPremisesSynchronization'
        $seen = [ordered]@{}
        foreach ($path in $paths) {
            # What the module knows to be missing it refuses itself; the reason is then the answer.
            $seen[($path -split '\?')[0]] = try { (Request-Live $Live $path -Expect 200, 400, 403, 404).Status } catch { "$_" }
        }
        $served = @($seen.Values | Where-Object { $_ -eq 200 }).Count
        if ($seen.Values -contains 403) { return New-Verdict Unclear 'Some were refused for want of a permission or role.' $seen }
        New-Verdict ($served -eq $seen.Count ? 'Confirmed' : 'Refuted') "$served of $($seen.Count) are served." $seen
    }
}
