@{
    Id = 'count-with-eventual'
    Section = '1.3'
    Fact = 'transitiveMembers/microsoft.graph.user with $count=true and the header gives a count on its first page.'
    Question = 'Is the count there, and is it the number of rows?'
    RestsOn = 'Group reads are judged whole by it: a chain of pages that ends short of it is an error.'
    Needs = @()
    Ask = {
        param($Live)
        $groups = Get-LivePage $Live 'groups?$filter=securityEnabled eq true&$select=id&$top=20'
        foreach ($group in $groups.Rows) {
            $page = Get-LivePage $Live "groups/$($group.id)/transitiveMembers/microsoft.graph.user?`$select=id&`$top=999&`$count=true" -Eventual
            if ($page.More -or -not $page.Rows.Count) { continue }
            $seen = [ordered]@{ count = $page.Count; rows = $page.Rows.Count }
            if ($null -eq $page.Count) { return New-Verdict Refuted 'There is no count.' $seen }
            return New-Verdict ($page.Count -eq $page.Rows.Count ? 'Confirmed' : 'Refuted') "The count is $($page.Count), the rows are $($page.Rows.Count)." $seen
        }
        New-Verdict Unclear 'None of the first 20 security groups has members on just one page.'
    }
}
