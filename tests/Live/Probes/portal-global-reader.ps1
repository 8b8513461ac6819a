@{
    Id = 'portal-global-reader'
    Section = '2.5'
    Fact = 'A Global Reader may read the SSPR policy by the portal''s API.'
    Question = 'Is it answered to somebody whose only role is Global Reader?'
    RestsOn = 'The advice of Test-SsprPrerequisite: it names Global Reader as enough.'
    Needs = @('Portal', 'Person')
    Ask = {
        param($Live)
        if (($Live.Roles -join ',') -ne 'Global Reader') { return New-Verdict NotRun 'Only somebody with that role and no other can show it.' }
        $remarks = $source = $null
        try { $scope = Get-LivePolicySetting $Live Scope; $source = "$($scope.Source)"; $remarks = "$($scope.Remarks)" } catch { $remarks = "$_" }
        if ($source -eq 'Portal') { return New-Verdict Confirmed 'It was read.' @{ source = $source } }
        # Anything but a refusal says nothing about the role.
        New-Verdict ($remarks -match ': 403 ' ? 'Refuted' : 'Unclear') "It was not read: $remarks"
    }
}
