@{
    Id = 'sync-shape'
    Section = '1.5'
    Fact = 'GET directory/onPremisesSynchronization answers a collection.'
    Question = 'Is the answer a collection, as the schema declares, or the bare entity of the reference''s sample?'
    RestsOn = 'Get-SsprPolicy and the writeback gate of Test-SsprUser; both forms are read.'
    Needs = @('Person')
    Ask = {
        param($Live)
        $answer = Request-Live $Live 'directory/onPremisesSynchronization'
        $members = @($answer.Body.PSObject.Properties.Name)
        $seen = [ordered]@{ members = $members }
        if ('value' -in $members) { return New-Verdict Confirmed 'It is a collection.' $seen }
        if ('features' -in $members -or 'configuration' -in $members) { return New-Verdict Refuted 'It is a bare entity.' $seen }
        New-Verdict Unclear 'It is neither of the two.' $seen
    }
}
