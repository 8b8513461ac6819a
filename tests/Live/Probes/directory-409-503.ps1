@{
    Id = 'directory-409-503'
    Section = '5.5, 6.6'
    Fact = 'Directory addresses answer neither 409 nor 503.'
    Question = 'Did any request of this whole run meet one?'
    RestsOn = 'Which answers are tried again, and that a conflict is looked for in a 400.'
    Needs = @()
    Ask = {
        param($Live)
        $met = @('directory 409', 'directory 503' | Where-Object { $Live.Statuses.ContainsKey($_) })
        $seen = [ordered]@{}
        foreach ($key in $Live.Statuses.Keys | Sort-Object) { $seen[$key] = $Live.Statuses[$key] }
        if ($met) { return New-Verdict Refuted "There were: $($met -join ', ')." $seen }
        New-Verdict Unclear "None in $($Live.Requests) requests, which proves nothing for the next one." $seen
    }
}
