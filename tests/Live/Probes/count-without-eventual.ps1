@{
    Id = 'count-without-eventual'
    Section = '1.3'
    Fact = 'Users with $count=true and no ConsistencyLevel: eventual are an error.'
    Question = 'Is it refused, or is the count left out, or is it given all the same?'
    RestsOn = 'Every counted read of the module sends the header; this tells what forgetting it would do.'
    Needs = @()
    Ask = {
        param($Live)
        $page = Get-LivePage $Live 'users?$count=true&$top=1&$select=id' -Expect 200, 400
        $seen = [ordered]@{ status = $page.Status; code = $page.Code; count = $null -ne $page.Count }
        if ($page.Status -eq 400) { return New-Verdict Confirmed 'It is refused.' $seen }
        New-Verdict Refuted ($seen.count ? 'It is answered with the count.' : 'It is answered without a count.') $seen
    }
}
