@{
    RootModule             = 'SsprTools.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'a3b7c0f2-5d0e-4c0b-9a5e-6f2f1d7c9b41'
    Author                 = 'The SsprTools authors'
    CompanyName            = 'Community'
    Copyright              = '(c) 2026 The SsprTools authors. MIT licence.'
    Description            = 'Roll out, explain, test and prove Microsoft Entra self-service password reset (SSPR).'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('SsprTools.Format.ps1xml')
    CmdletsToExport        = @(
        'Connect-SsprTenant'
        'Disconnect-SsprTenant'
        'Get-SsprContext'
        'Add-SsprMethod'
        'Get-SsprMethod'
        'Get-SsprRegistration'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('Entra', 'SSPR', 'PasswordReset', 'MicrosoftGraph', 'Identity', 'Pester', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
