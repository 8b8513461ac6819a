using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>The fixed ids of authentication methods (graph.md 1.6).</summary>
internal static class MethodIds
{
    public static readonly Guid Mobile = new("3179e48a-750b-4051-897c-87b9720928f7");
    public static readonly Guid AlternateMobile = new("b6332ec1-7057-4abe-9331-3d72feddfe41");
    public static readonly Guid Office = new("e37fc753-ff3b-4958-9484-eaa9425c82bc");
    public static readonly Guid Email = new("3ddfcfc8-9383-446f-83cc-3ab9be4be18f");
    public static readonly Guid Password = new("28c10230-6103-485e-b985-444c60001490");

    public static Guid Of(PhoneType type) => type switch
    {
        PhoneType.Mobile => Mobile,
        PhoneType.AlternateMobile => AlternateMobile,
        _ => Office,
    };

    public static PhoneType? PhoneTypeOf(string id) => Enum.GetValues<PhoneType>()
        .Where(type => Of(type).ToString().Equals(id, StringComparison.OrdinalIgnoreCase))
        .Select(type => (PhoneType?)type)
        .FirstOrDefault();

    public static string NameOf(PhoneType type) => type switch
    {
        PhoneType.Mobile => "mobile",
        PhoneType.AlternateMobile => "alternateMobile",
        _ => "office",
    };
}
