@{
    Id = 'sign-ins-permission'
    Section = '1.12, 6.8'
    Fact = 'AuditLog.Read.All alone reads auditLogs/signIns.'
    Question = 'Is Directory.Read.All needed besides, as older pages say?'
    RestsOn = 'The sign-in step of Invoke-SsprTest and what Test-SsprPrerequisite asks for.'
    Needs = @()
    Ask = {
        param($Live)
        $wide = @($Live.Connection.Scopes | Where-Object { $_ -in 'Directory.Read.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All' })
        $page = Get-LivePage $Live 'auditLogs/signIns?$top=1' -Expect 200, 403
        $seen = [ordered]@{ status = $page.Status; code = $page.Code; holdsDirectoryPermission = [bool] $wide }
        if ('AuditLog.Read.All' -notin $Live.Connection.Scopes) { return New-Verdict NotRun 'The token does not have AuditLog.Read.All, or does not say so.' $seen }
        if ($page.Status -eq 200) { return New-Verdict ($wide ? 'Unclear' : 'Confirmed') ($wide ? 'It was answered, but the token has a directory permission besides.' : 'It was answered without a directory permission.') $seen }
        New-Verdict ($wide ? 'Unclear' : 'Refuted') "It was refused: $($page.Code) $($page.Message)" $seen
    }
}
