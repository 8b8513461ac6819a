@{
    Id = 'sync-role'
    Section = '1.1, 6.8'
    Fact = 'Only a Global Administrator may read onPremisesSynchronization.'
    Question = 'Does a person without that role get it too (newer pages may allow Hybrid Identity Administrator)?'
    RestsOn = 'The advice of Test-SsprPrerequisite and of the 403 message.'
    Needs = @('Person')
    Ask = {
        param($Live)
        if ($null -eq $Live.Connection.DirectoryRoles) { return New-Verdict NotRun 'The token does not tell the roles.' }
        if ('Global Administrator' -in $Live.Roles) { return New-Verdict NotRun 'The one who asked is a Global Administrator, which shows nothing of other roles.' }
        $answer = Request-Live $Live 'directory/onPremisesSynchronization' -Expect 200, 403
        $seen = [ordered]@{ status = $answer.Status; code = $answer.Code; roles = @($Live.Roles) }
        if ($answer.Status -eq 200) { return New-Verdict Refuted 'It was answered to somebody without that role.' $seen }
        New-Verdict Unclear 'It was refused, which may as well come of a missing permission.' $seen
    }
}
