@{
    Id = 'employee-type-filter'
    Section = 'none: the schema is silent'
    Fact = 'startswith on employeeType works as an advanced query (with $count=true and ConsistencyLevel: eventual).'
    Question = 'Is it answered with the header, and without?'
    RestsOn = 'Get-SsprTestUser finds test users by it.'
    Needs = @()
    Ask = {
        param($Live)
        $filter = "users?`$select=id&`$top=1&`$filter=startswith(employeeType,'SsprTest until ')"
        $with = Get-LivePage $Live "$filter&`$count=true" -Eventual -Expect 200, 400
        $without = Get-LivePage $Live $filter -Expect 200, 400
        $seen = [ordered]@{ advanced = $with.Status; advancedCode = $with.Code; plain = $without.Status; plainCode = $without.Code }
        New-Verdict ($with.Status -eq 200 ? 'Confirmed' : 'Refuted') "Advanced: $($with.Status). Plain: $($without.Status)." $seen
    }
}
