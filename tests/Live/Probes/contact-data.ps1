@{
    Id = 'contact-data'
    Section = '1.6, 3.1'
    Fact = 'Contact data on the user alone (mobilePhone, businessPhones, otherMails) does not make somebody registered.'
    Question = 'Is somebody with contact data and no method to reset with registered in the report, or shown with a method?'
    RestsOn = 'The methods gate of Test-SsprUser, which tells the two apart.'
    Needs = @()
    Ask = {
        param($Live)
        $users = (Get-LivePage $Live 'users?$top=999&$select=id,mobilePhone,businessPhones,otherMails,accountEnabled').Rows |
            Where-Object { $_.accountEnabled -and ($_.mobilePhone -or @($_.businessPhones).Count -or @($_.otherMails).Count) }
        $looked = $counted = 0
        foreach ($user in $users | Select-Object -First 20) {
            if ($looked -ge 5) { break }
            $methods = (Get-LivePage $Live "users/$($user.id)/authentication/methods").Rows
            if ($methods.'@odata.type' -match '(phone|email|softwareOath|microsoftAuthenticator)AuthenticationMethod$') { continue }
            $answer = Request-Live $Live "reports/authenticationMethods/userRegistrationDetails/$($user.id)" -Expect 200, 404
            if ($answer.Status -ne 200) { continue }
            $looked++
            if ($answer.Body.isSsprRegistered -or @($answer.Body.methodsRegistered) -match '^(mobilePhone|officePhone|email)$') { $counted++ }
        }
        $seen = [ordered]@{ looked = $looked; registeredAllTheSame = $counted }
        if (-not $looked) { return New-Verdict Unclear 'Nobody was found who has contact data only.' $seen }
        New-Verdict ($counted -eq 0 ? 'Confirmed' : 'Refuted') "$counted of $looked are." $seen
    }
}
