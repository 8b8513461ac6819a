@{
    Id = 'portal-served'
    Section = '2.2'
    Fact = 'The portal''s own API still serves the SSPR policy.'
    Question = 'Is the scope read from it?'
    RestsOn = 'Get-SsprPolicy, Enable-SsprGroup, Disable-SsprGroup: the only way to the policy for users.'
    Needs = @('Portal', 'Person')
    Ask = {
        param($Live)
        $scope = Get-LivePolicySetting $Live Scope
        $seen = [ordered]@{ source = "$($scope.Source)"; scope = "$($scope.Value)" }
        if ($seen.source -eq 'Portal') { return New-Verdict Confirmed 'It was read.' $seen }
        New-Verdict Unclear "It was not read: $($scope.Remarks)" $seen
    }
}
