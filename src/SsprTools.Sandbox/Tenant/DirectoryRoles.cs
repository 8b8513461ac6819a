using System.Collections.Immutable;

namespace SsprTools.Sandbox.Tenant;

/// <summary>Built-in roles with their well-known template ids; whether the administrators' reset policy applies (graph.md 3.9).</summary>
internal static class DirectoryRoles
{
    public static readonly DirectoryRole GlobalAdministrator = Role("62e90394-69f5-4237-9190-012177145e10", "Global Administrator");
    public static readonly DirectoryRole GlobalReader = Role("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader");
    public static readonly DirectoryRole UserAdministrator = Role("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator");
    public static readonly DirectoryRole GroupsAdministrator = Role("fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator");
    public static readonly DirectoryRole HelpdeskAdministrator = Role("729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator");
    public static readonly DirectoryRole PasswordAdministrator = Role("966707d0-3269-4727-9be2-8c3a10f19b9d", "Password Administrator");
    public static readonly DirectoryRole LicenseAdministrator = Role("4d6ac14f-3453-41d0-bef9-a3e0c569773a", "License Administrator");
    public static readonly DirectoryRole ReportsReader = Role("4a5d8f65-41da-4de4-8968-e035b65339cf", "Reports Reader", false);
    public static readonly DirectoryRole SecurityReader = Role("5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader");
    public static readonly DirectoryRole SecurityOperator = Role("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f", "Security Operator");
    public static readonly DirectoryRole SecurityAdministrator = Role("194ae4cb-b126-40b2-bd5b-6091b380977d", "Security Administrator");
    public static readonly DirectoryRole DirectoryReaders = Role("88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers", false);
    public static readonly DirectoryRole GuestInviter = Role("95e79109-95c0-4d8e-aee3-d01accf2d47b", "Guest Inviter", false);
    public static readonly DirectoryRole MessageCenterReader = Role("790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b", "Message Center Reader", false);

    public static readonly DirectoryRole UsageSummaryReportsReader =
        Role("75934031-6c7e-415a-99d7-48dbd49e875e", "Usage Summary Reports Reader", false);

    public static readonly DirectoryRole PrivilegedRoleAdministrator =
        Role("e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator");

    public static readonly DirectoryRole HybridIdentityAdministrator =
        Role("8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2", "Hybrid Identity Administrator");

    public static readonly DirectoryRole AuthenticationAdministrator =
        Role("c4e39bd9-1100-46d3-8c65-fb160da0071f", "Authentication Administrator");

    public static readonly DirectoryRole PrivilegedAuthenticationAdministrator =
        Role("7be44c8a-adaf-4e2a-84d6-ab2649e08a13", "Privileged Authentication Administrator");

    public static readonly DirectoryRole AuthenticationPolicyAdministrator =
        Role("0526716b-113d-4c15-b2c8-68e3c22b9f80", "Authentication Policy Administrator");

    public static readonly DirectoryRole DomainNameAdministrator =
        Role("8329153b-31d0-4727-b945-745eb3bc5f31", "Domain Name Administrator");

    public static readonly ImmutableArray<DirectoryRole> All =
    [
        GlobalAdministrator, GlobalReader, UserAdministrator, GroupsAdministrator, HelpdeskAdministrator, PasswordAdministrator,
        LicenseAdministrator, ReportsReader, SecurityReader, SecurityOperator, SecurityAdministrator, DirectoryReaders, GuestInviter,
        MessageCenterReader, UsageSummaryReportsReader, PrivilegedRoleAdministrator, HybridIdentityAdministrator,
        AuthenticationAdministrator, PrivilegedAuthenticationAdministrator, AuthenticationPolicyAdministrator, DomainNameAdministrator,
    ];

    public static DirectoryRole? Find(string nameOrTemplateId) => All.FirstOrDefault(role =>
        role.DisplayName.Equals(nameOrTemplateId, StringComparison.OrdinalIgnoreCase)
        || (Guid.TryParse(nameOrTemplateId, out Guid id) && role.TemplateId == id));

    public static DirectoryRole Get(Guid templateId) => All.First(role => role.TemplateId == templateId);

    private static DirectoryRole Role(string templateId, string name, bool isAdministrator = true) =>
        new(new Guid(templateId), name, isAdministrator);
}
