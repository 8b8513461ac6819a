@{
    Id = 'method-not-found'
    Section = '5.5, 6.4'
    Fact = 'A missing authentication method answers 404 resourceNotFound.'
    Question = 'Which status, code and text has a phone that the user does not have?'
    RestsOn = 'Get-SsprMethod and the read-back of Add- and Remove-SsprMethod; any 404 counts as "not there".'
    Needs = @()
    Ask = {
        param($Live)
        $users = Get-LivePage $Live 'users?$top=20&$select=id&$filter=accountEnabled eq true'
        foreach ($user in $users.Rows) {
            $phones = Get-LivePage $Live "users/$($user.id)/authentication/phoneMethods"
            $free = @('b6332ec1-7057-4abe-9331-3d72feddfe41', 'e37fc753-ff3b-4958-9484-eaa9425c82bc', '3179e48a-750b-4051-897c-87b9720928f7' | Where-Object { $_ -notin $phones.Rows.id })
            if (-not $free) { continue }
            $answer = Request-Live $Live "users/$($user.id)/authentication/phoneMethods/$($free[0])" -Expect 200, 400, 404
            $seen = [ordered]@{ status = $answer.Status; code = $answer.Code; message = $answer.Message }
            return New-Verdict ($answer.Status -eq 404 -and $answer.Code -eq 'resourceNotFound' ? 'Confirmed' : 'Refuted') "It is $($answer.Status) $($answer.Code)." $seen
        }
        New-Verdict Unclear 'Every one of the users looked at has all three phones.'
    }
}
