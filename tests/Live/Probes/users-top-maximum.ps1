@{
    Id = 'users-top-maximum'
    Section = '1.2'
    Fact = 'Users take $top up to 999.'
    Question = 'Is 999 taken, and is 1000 refused?'
    RestsOn = 'The module asks for 999 users a page.'
    Needs = @()
    Ask = {
        param($Live)
        $at = Get-LivePage $Live 'users?$top=999&$select=id' -Expect 200, 400
        $above = Get-LivePage $Live 'users?$top=1000&$select=id' -Expect 200, 400
        $seen = [ordered]@{ at999 = $at.Status; rowsAt999 = $at.Rows.Count; at1000 = $above.Status; codeAt1000 = $above.Code; rowsAt1000 = $above.Rows.Count }
        if ($at.Status -ne 200) { return New-Verdict Refuted '999 is refused.' $seen }
        New-Verdict (($above.Status -eq 400 -or $above.More) -and $above.Rows.Count -le 999 ? 'Confirmed' : $above.Rows.Count -gt 999 ? 'Refuted' : 'Unclear') "999 is taken; 1000 answers $($above.Status) with $($above.Rows.Count) rows." $seen
    }
}
