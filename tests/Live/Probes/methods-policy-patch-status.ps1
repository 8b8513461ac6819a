@{
    Id = 'methods-policy-patch-status'
    Section = '1.7'
    Fact = 'PATCH of the authentication methods policy answers 200.'
    Question = 'Is it 200 or 204? (A value is written back as it is.)'
    RestsOn = 'Set-SsprPolicy; both are taken, and the policy is read back.'
    Needs = @('Write')
    Ask = {
        param($Live)
        $policy = (Request-Live $Live 'policies/authenticationMethodsPolicy').Body
        $name = 'reconfirmationInDays', 'policyMigrationState' | Where-Object { $null -ne $policy.$_ } | Select-Object -First 1
        if (-not $name) { return New-Verdict NotRun 'The policy shows nothing that could be written back.' }
        $answer = Request-Live $Live 'policies/authenticationMethodsPolicy' -Method PATCH -Body @{ $name = $policy.$name }
        $seen = [ordered]@{ written = $name; status = $answer.Status; hasBody = $null -ne $answer.Body }
        New-Verdict ($null -eq $answer.Status ? 'Unclear' : $answer.Status -eq 200 ? 'Confirmed' : 'Refuted') "It is $($answer.Status)." $seen
    }
}
