namespace SsprTools.Sandbox.Tenant;

/// <summary>A built-in directory role.</summary>
internal sealed record DirectoryRole(Guid TemplateId, string DisplayName, bool IsAdministrator);
