@{
    Id = 'audit-policy-change'
    Section = '1.12, 6.7'
    Fact = 'A change of the SSPR policy is logged as "Update SSPR Settings".'
    Question = 'Under which name and category, and what are its modifiedProperties called?'
    RestsOn = 'Get-SsprEvent -Kind PolicyChanged; both names are known to it.'
    Needs = @()
    Ask = {
        param($Live)
        # Who had both names has the newer one now.
        $last = foreach ($name in 'Update SSPR Settings', 'Self-service password reset policy changes') {
            $rows = (Get-LivePage $Live "auditLogs/directoryAudits?`$filter=activityDisplayName eq '$name'").Rows
            if ($rows) { [pscustomobject]@{ Name = $name; Rows = $rows; At = ($rows.activityDateTime | ForEach-Object { [datetimeoffset] $_ } | Measure-Object -Maximum).Maximum } }
        }
        $newest = $last | Sort-Object At | Select-Object -Last 1
        if ($newest) {
            $seen = [ordered]@{
                activity = $newest.Name
                service = @($newest.Rows.loggedByService | Select-Object -Unique)
                category = @($newest.Rows.category | Select-Object -Unique)
                modifiedProperties = @($newest.Rows.targetResources.modifiedProperties.displayName | Where-Object { $_ } | Select-Object -Unique)
            }
            return New-Verdict ($newest.Name -eq 'Update SSPR Settings' ? 'Confirmed' : 'Refuted') "It is called `"$($newest.Name)`"." $seen
        }
        New-Verdict Unclear 'Nobody changed the policy in the time that the log reaches back.'
    }
}
