@{
    Id = 'membership-delay'
    Section = '1.14, 3.10, 6.11'
    Fact = 'A new member shows among the transitive members at once.'
    Question = 'How long does it take, read plainly and read with ConsistencyLevel: eventual?'
    RestsOn = 'The scope gate of Test-SsprUser right after Add-SsprGroupMember. What the reset page itself sees cannot be read.'
    Needs = @('Write')
    Ask = {
        param($Live)
        Use-LiveUser $Live {
            param($user)
            Use-LiveGroup $Live {
                param($group)
                $null = Add-SsprGroupMember $group.Id -Member $user.Id -Connection $Live.Connection -Confirm:$false -ErrorAction Stop
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $seen = [ordered]@{ plain = $null; eventual = $null }
                $first = $true
                while (($null -eq $seen.plain -or $null -eq $seen.eventual) -and $watch.Elapsed.TotalSeconds -lt 180) {
                    foreach ($way in @($seen.Keys)) {
                        if ($null -ne $seen[$way]) { continue }
                        $page = Get-LivePage $Live "groups/$($group.Id)/transitiveMembers/microsoft.graph.user?`$select=id$($way -eq 'eventual' ? '&$count=true' : '')" -Eventual:($way -eq 'eventual') -Expect 200, 404
                        if ($user.Id -in $page.Rows.id) { $seen[$way] = $first ? 0 : [math]::Round($watch.Elapsed.TotalSeconds, 1) }
                    }
                    $first = $false
                    if ($null -eq $seen.plain -or $null -eq $seen.eventual) { Start-Sleep -Seconds 2 }
                }
                if ($null -eq $seen.plain) { return New-Verdict Refuted 'It did not show within 180 s.' $seen }
                New-Verdict ($seen.plain -eq 0 -and $seen.eventual -eq 0 ? 'Confirmed' : 'Refuted') "Plainly after $($seen.plain) s, eventually after $($seen.eventual ?? 'more than 180') s." $seen
            }
        }
    }
}
