@{
    Id = 'members-top-maximum'
    Section = '1.3'
    Fact = 'Members of a group take $top=999.'
    Question = 'Is it taken?'
    RestsOn = 'Every read of members.'
    Needs = @()
    Ask = {
        param($Live)
        $groups = Get-LivePage $Live 'groups?$filter=securityEnabled eq true&$select=id&$top=1'
        if (-not $groups.Rows) { return New-Verdict Unclear 'There is no security group.' }
        $page = Get-LivePage $Live "groups/$($groups.Rows[0].id)/members?`$select=id&`$top=999" -Expect 200, 400
        New-Verdict ($page.Status -eq 200 ? 'Confirmed' : 'Refuted') "It answers $($page.Status)." @{ status = $page.Status; code = $page.Code; rows = $page.Rows.Count }
    }
}
