using SsprTools.Sandbox.Graph.Http;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Every Graph address that is served.</summary>
internal static class AllRoutes
{
    private static readonly string[] s_owners = ["users/{id}", "me"];

    public static IEnumerable<GraphRoute> Of(Service service)
    {
        MethodAccess access = new(service);
        PhoneHandlers phones = new(service, access);
        ReportHandlers report = new(service);
        EmailHandlers emails = new(service, access);
        return new UserHandlers(service).Routes()
            .Concat(new GroupHandlers(service).Routes())
            .Concat(new MemberHandlers(service).Routes())
            .Concat(new RoleHandlers(service).Routes())
            .Concat(new TenantHandlers(service).Routes())
            .Concat(s_owners.SelectMany(phones.Routes))
            .Concat(s_owners.SelectMany(emails.Routes))
            .Concat(s_owners.SelectMany(new MethodHandlers(service, access).Routes))
            .Concat(report.Routes())
            .Concat(new SummaryHandlers(service, report).Routes())
            .Concat(new AuditHandlers(service).Routes())
            .Concat(new PolicyHandlers(service).Routes())
            .Concat(new GroupEligibilityHandlers(service).Routes())
            .Concat(new UserEventHandlers(service).Routes())
            .Concat(new SyncHandlers(service).Routes());
    }
}
