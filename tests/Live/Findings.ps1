# The findings as files: JSON for whoever collects them, markdown for whoever sends them in and wants to see first what is in them.

function Export-LiveFindings($Session, $Finding, [string] $Path) {
    $connection = $Session.Connection
    # What is written here as text stands in the probes' files and holds nothing of the tenant's; what was heard goes through the redaction.
    $document = [ordered]@{
        format = 'SsprTools live findings 1'
        made = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
        module = "$((Get-Module SsprTools).Version)"
        powerShell = "$($PSVersionTable.PSVersion)"
        cloud = "$($connection.Environment)"
        sandbox = [bool] $Session.Sandbox
        signIn = "$($connection.AuthType)"
        as = $Session.IsPerson ? 'person' : 'app'
        roles = @($Session.Roles)
        permissions = Hide-SensitiveValue $Session @($connection.Scopes)
        portalApi = [bool] $connection.PortalApi
        writes = $Session.AllowWrite
        requests = $Session.Requests
        findings = @(foreach ($one in $Finding) {
                [ordered]@{
                    id = $one.Id; section = $one.Section; fact = $one.Fact; question = $one.Question
                    asked = Hide-SensitiveValue $Session $one.Asked; answer = Hide-SensitiveValue $Session $one.Answer
                    verdict = $one.Verdict; reason = Hide-Sensitive $Session $one.Reason; restsOn = $one.RestsOn; seconds = $one.Seconds
                }
            })
    }
    $base = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    $utf8 = [System.Text.UTF8Encoding]::new($false)
    [System.IO.File]::WriteAllText("$base.json", ($document | ConvertTo-Json -Depth 20) + "`n", $utf8)
    [System.IO.File]::WriteAllText("$base.md", (ConvertTo-FindingText $document) + "`n", $utf8)
    "$base.json", "$base.md"
}

function ConvertTo-FindingText($Document) {
    $cell = { param($text) "$text" -replace '\|', '\|' -replace '\s*\r?\n\s*', ' ' }
    @(
        '# Findings of the live check'
        ''
        "SsprTools $($Document.module), PowerShell $($Document.powerShell), cloud $($Document.cloud)$($Document.sandbox ? ' (a sandbox: a rehearsal, it confirms nothing)' : ''), $($Document.made)."
        "Signed in as $($Document.as) ($($Document.signIn))$($Document.roles.Count ? "; roles: $($Document.roles -join ', ')" : ''); portal API $($Document.portalApi ? 'on' : 'off'); $($Document.writes ? 'writes allowed' : 'read-only'); $($Document.requests) requests."
        'Names, ids, addresses and tokens are placeholders. Sections are those of the project''s page of wire facts.'
        ''
        '| probe | section | verdict | why |'
        '|---|---|---|---|'
        foreach ($one in $Document.findings) { "| $($one.id) | $($one.section) | **$($one.verdict)** | $(& $cell $one.reason) |" }
        foreach ($one in $Document.findings) {
            $asked = $one.asked.Count ? (($one.asked | ForEach-Object { '`' + $_ + '`' }) -join ', ') : 'nothing'
            $answer = $null -ne $one.answer ? ('`' + ($one.answer | ConvertTo-Json -Depth 10 -Compress) + '`') : 'none'
            ''
            "## $($one.id): $($one.verdict)"
            ''
            "- Fact: $($one.fact) ($($one.section))"
            "- Question: $($one.question)"
            "- Asked: $asked"
            "- Answer: $answer"
            "- Why: $($one.reason)"
            "- Rests on it: $($one.restsOn)"
        }
    ) -join "`n"
}
