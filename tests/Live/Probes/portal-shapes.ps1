@{
    Id = 'portal-shapes'
    Section = '2.3, 6.3'
    Fact = 'An item of securityQuestions[] has questionText; that of registrationConditionalAccessPolicies[] is not known.'
    Question = 'What members do the items have, and are there fields that nobody wrote down?'
    RestsOn = 'Nothing but their being kept as they are when the policy is written.'
    # The backup of a change holds the whole policy as it came.
    Needs = @('Write', 'Portal', 'Person')
    Ask = {
        param($Live)
        $change = Invoke-LivePolicyChange $Live
        if ($change.NotRun) { return New-Verdict NotRun $change.NotRun }
        $names = { param($items) @($items | ForEach-Object { $_.PSObject.Properties.Name } | Select-Object -Unique) }
        $seen = [ordered]@{
            fields = @($change.Policy.PSObject.Properties.Name)
            securityQuestions = & $names $change.Policy.securityQuestions
            registrationConditionalAccessPolicies = & $names $change.Policy.registrationConditionalAccessPolicies
        }
        if (-not $seen.securityQuestions) { return New-Verdict Unclear 'The policy holds no security question.' $seen }
        New-Verdict ('questionText' -in $seen.securityQuestions ? 'Confirmed' : 'Refuted') "A question has: $($seen.securityQuestions -join ', ')." $seen
    }
}
