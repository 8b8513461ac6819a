# Nothing that tells whose tenant it was leaves in the findings. What the service answered is known here as it comes in, and every text of the findings goes
# through Hide-Sensitive; the same value has the same placeholder all through one file.

# The same in every tenant, so they tell nothing of one: methods (facts/graph.md 1.6), the portal's audience (2.5), Microsoft Graph itself.
$script:publicIds = @(
    '3179e48a-750b-4051-897c-87b9720928f7', 'b6332ec1-7057-4abe-9331-3d72feddfe41', 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
    '3ddfcfc8-9383-446f-83cc-3ab9be4be18f', '28c10230-6103-485e-b985-444c60001490', '74658136-14ec-4630-ad9b-26e160ff0fc6',
    '00000003-0000-0000-c000-000000000000'
)

# Members whose text is somebody's or the tenant's. displayName inside modifiedProperties is the name of a setting, see below.
$script:nameMembers = '^(userPrincipalName|displayName|userDisplayName|givenName|surname|mail|mailNickname|otherMails|mobilePhone|businessPhones|phoneNumber|emailAddress|' +
    'ipAddress|homeTenantName|tenantDisplayName|proxyAddresses|jobTitle|department|city|street|postalCode|officeLocation|employeeId|onPremises\w*(Name|Id|Identifier))$'

function New-Redactor { @{ Names = [System.Collections.Generic.HashSet[string]]::new([StringComparer]::OrdinalIgnoreCase); Placeholders = [System.Collections.Generic.Dictionary[string, string]]::new([StringComparer]::OrdinalIgnoreCase); Pattern = $null } }

function Add-Sensitive($Session, [string[]] $Value) {
    foreach ($text in $Value) {
        if (-not [string]::IsNullOrWhiteSpace($text) -and $Session.Redactor.Names.Add($text.Trim())) { $Session.Redactor.Pattern = $null }
    }
}

# Remembers what of an answer must not be shown.
function Add-SensitiveAnswer($Session, $Value, [string] $Member = '', [bool] $InModified = $false) {
    switch ($Value) {
        { $_ -is [string] } {
            if (($Member -match $script:nameMembers -and -not $InModified) -or $Member -in 'oldValue', 'newValue' -or ($Member -match '[iI]d$' -and $_.Length -ge 20 -and $_ -match '\d' -and $_ -notin $script:publicIds)) { Add-Sensitive $Session $_ }
            break
        }
        { $_ -is [System.Collections.IEnumerable] -and $_ -isnot [System.Collections.IDictionary] } { foreach ($item in $_) { Add-SensitiveAnswer $Session $item $Member $InModified }; break }
        { $_ -is [psobject] -and $_ -isnot [ValueType] } { foreach ($property in $_.PSObject.Properties) { Add-SensitiveAnswer $Session $property.Value $property.Name ($InModified -or $Member -eq 'modifiedProperties') } }
    }
}

# A verified domain is the tenant's name too, and so is what stands before .onmicrosoft.com.
function Add-SensitiveDomain($Session, [string[]] $Domain) {
    foreach ($name in $Domain) { Add-Sensitive $Session $name, ($name -replace '\.onmicrosoft\.(com|us|cn)$') }
}

function Get-Placeholder($Redactor, [string] $Kind, [string] $Value) {
    if (-not $Redactor.Placeholders.ContainsKey($Value)) {
        $Redactor.Placeholders[$Value] = "<$Kind-$(1 + @($Redactor.Placeholders.Values -like "<$Kind-*").Count)>"
    }
    $Redactor.Placeholders[$Value]
}

function Hide-Sensitive($Session, [string] $Text) {
    if (-not $Text) { return $Text }
    $redactor = $Session ? $Session.Redactor : (New-Redactor)
    $hide = { param($what, $pattern) [regex]::Replace($what, $pattern, { param($found) Get-Placeholder $redactor $kind $found.Value }) }
    $kind = 'token'; $Text = & $hide $Text 'eyJ[\w-]+\.[\w-]*(\.[\w-]*)?'
    $kind = 'address'; $Text = & $hide $Text "[\w.!#^~'+-]+@[\w-]+(\.[\w-]+)+"
    $kind = 'id'
    $Text = [regex]::Replace($Text, '[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}', { param($found) $found.Value -in $script:publicIds ? $found.Value : (Get-Placeholder $redactor $kind $found.Value) })
    $kind = 'phone'; $Text = & $hide $Text '\+\d[\d ]{6,}\d'
    $kind = 'ip'; $Text = & $hide $Text '\b\d{1,3}(\.\d{1,3}){3}\b'
    if ($redactor.Names.Count -and -not $redactor.Pattern) {
        # Longest first: a name may hold another one. Whole words only, or a user called Li would eat "Licence".
        $all = $redactor.Names | Sort-Object Length -Descending | ForEach-Object { [regex]::Escape($_) }
        $redactor.Pattern = [regex]::new("(?<![\w<-])($($all -join '|'))(?![\w>])", 'IgnoreCase')
    }
    if (-not $redactor.Pattern) { return $Text }
    $redactor.Pattern.Replace($Text, { param($found) Get-Placeholder $redactor 'name' $found.Value })
}

# The same for a whole structure; the names of members stay, they are the service's words.
function Hide-SensitiveValue($Session, $Value) {
    if ($Value -is [string]) { return Hide-Sensitive $Session $Value }
    if ($Value -is [System.Collections.IDictionary]) {
        $shown = [ordered]@{}
        foreach ($key in $Value.Keys) { $shown["$key"] = Hide-SensitiveValue $Session $Value[$key] }
        return $shown
    }
    if ($Value -is [System.Collections.IEnumerable]) { return , @($Value | ForEach-Object { Hide-SensitiveValue $Session $_ }) }
    $Value
}
