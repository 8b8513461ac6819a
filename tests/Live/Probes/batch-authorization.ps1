@{
    Id = 'batch-authorization'
    Section = '1.14'
    Fact = 'The steps of a $batch are judged by the batch''s own token, whatever Authorization a step brings.'
    Question = 'Is a step refused that brings a token of its own which is none?'
    RestsOn = 'Every batch of the module: its steps carry no token.'
    Needs = @()
    Ask = {
        param($Live)
        $batch = @{ requests = @(
                @{ id = '1'; method = 'GET'; url = '/organization?$select=id' }
                @{ id = '2'; method = 'GET'; url = '/organization?$select=id'; headers = @{ Authorization = 'Bearer none' } }
            ) }
        $answer = Request-Live $Live '$batch' -Method POST -Body $batch
        $status = @{}
        foreach ($step in $answer.Body.responses) { $status["$($step.id)"] = [int] $step.status }
        $seen = [ordered]@{ withoutToken = $status['1']; withBadToken = $status['2'] }
        if ($status['1'] -ne 200) { return New-Verdict Refuted "A step without a token answers $($status['1'])." $seen }
        New-Verdict ($status['2'] -eq 200 ? 'Confirmed' : 'Refuted') "A step with a bad token answers $($status['2']), one without $($status['1'])." $seen
    }
}
