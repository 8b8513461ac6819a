using System.Text.Json;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Writes expanded relationships: at most 20, and no link to more (graph.md 1.3).</summary>
internal static class MembershipWriter
{
    private const int Most = 20;

    public static void WriteParents(Utf8JsonWriter writer, TenantState state, Guid memberId, string name)
    {
        IEnumerable<IDirectoryObject> groups = name switch
        {
            "transitiveMemberOf" => state.TransitiveGroupsOf(memberId),
            "memberOf" => state.GroupsOf(memberId),
            _ => [],
        };
        Write(writer, name, groups);
    }

    public static void WriteMembers(Utf8JsonWriter writer, TenantState state, Group group, string name)
    {
        IEnumerable<IDirectoryObject> members = name switch
        {
            "transitiveMembers" => state.TransitiveMembersOf(group),
            "members" => state.MembersOf(group),
            "memberOf" => state.GroupsOf(group.Id),
            _ => [],
        };
        Write(writer, name, members);
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<IDirectoryObject> items)
    {
        Action<Utf8JsonWriter, IDirectoryObject> write = DirectoryObjectShape.Mixed.Writer(null);
        writer.WriteStartArray(name);
        foreach (IDirectoryObject item in items.Take(Most))
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.type", DirectoryObjectShape.TypeOf(item));
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
