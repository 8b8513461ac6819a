using System.Text.Json;
using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Members and parents: rows are users or groups, each written as what it is.</summary>
internal sealed class DirectoryObjectShape : IShape<IDirectoryObject>
{
    private readonly string _queryType;

    private DirectoryObjectShape(string queryType) => _queryType = queryType;

    /// <summary>Rows of any type. Selecting goes by the user's properties, the richest set.</summary>
    public static DirectoryObjectShape Mixed { get; } = new("user");

    public static DirectoryObjectShape Groups { get; } = new("group");

    public string TypeName => _queryType;

    public static string TypeOf(IDirectoryObject item) => item is User ? "#microsoft.graph.user" : "#microsoft.graph.group";

    public object? Get(IDirectoryObject item, string name) => item switch
    {
        User user => UserShape.Shape.Find(name)?.Get(user),
        Group group => GroupShape.Shape.Find(name)?.Get(group),
        _ => null,
    };

    public Action<Utf8JsonWriter, IDirectoryObject> Writer(IReadOnlyList<string>? select)
    {
        Action<Utf8JsonWriter, User> users = UserShape.Shape.Writer(select);
        Action<Utf8JsonWriter, Group> groups = GroupShape.Shape.Writer(select);
        return (writer, item) =>
        {
            if (item is User user)
            {
                users(writer, user);
            }
            else
            {
                groups(writer, (Group)item);
            }
        };
    }
}
