@{
    Id = 'user-events-summary'
    Section = '1.11, 6.5'
    Fact = 'AuditLog.Read.All reads beta reports/authenticationMethods/userEventsSummary.'
    Question = 'Is it answered with the permissions of this token?'
    RestsOn = 'Nothing yet: it is per user what the audit log is per event, and might serve Get-SsprAdoption one day.'
    Needs = @()
    Ask = {
        param($Live)
        if ('AuditLog.Read.All' -notin $Live.Connection.Scopes) { return New-Verdict NotRun 'The token does not have AuditLog.Read.All, or does not say so.' }
        $answer = Request-Live $Live 'reports/authenticationMethods/userEventsSummary?$top=1' -Beta -Expect 200, 403
        $seen = [ordered]@{ status = $answer.Status; code = $answer.Code; members = @($answer.Body.value | Select-Object -First 1 | ForEach-Object { $_.PSObject.Properties.Name }) }
        New-Verdict ($answer.Status -eq 200 ? 'Confirmed' : 'Refuted') "It answers $($answer.Status)." $seen
    }
}
