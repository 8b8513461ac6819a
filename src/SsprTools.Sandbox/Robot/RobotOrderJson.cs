using System.Text.Json;

namespace SsprTools.Sandbox.Robot;

/// <summary>Reads the robot's order strictly; an error names a member, never a value.</summary>
internal static class RobotOrderJson
{
    public static (RobotOrder? Order, string? Problem) Read(string? line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : (null, "A JSON object is expected.");
        }
        catch (JsonException)
        {
            return (null, "One line of JSON is expected on standard input.");
        }
    }

    private static (RobotOrder? Order, string? Problem) Read(JsonElement root)
    {
        RobotOrder order = new();
        foreach (JsonProperty member in root.EnumerateObject())
        {
            string? text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
            bool? flag = member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.Value.GetBoolean() : null;
            RobotOrder? next = member.Name switch
            {
                _ when member.Value.ValueKind == JsonValueKind.Null => order,
                "userName" when text is not null => order with { UserName = text },
                "password" when text is not null => order with { Password = text },
                "newPassword" when text is not null => order with { NewPassword = text },
                "mobilePhone" when text is not null => order with { MobilePhone = text },
                "officePhone" when text is not null => order with { OfficePhone = text },
                "email" when text is not null => order with { Email = text },
                "method" when Enum.TryParse(text, ignoreCase: true, out RobotMethod method) && !int.TryParse(text, out _) => order with { Method = method },
                "tryWrongNumber" when flag is not null => order with { TryWrongNumber = flag.Value },
                "tryWrongCode" when flag is not null => order with { TryWrongCode = flag.Value },
                _ => null,
            };
            if (next is null)
            {
                return (null, $"'{member.Name}' is not known here or has a value of the wrong kind.");
            }

            order = next;
        }

        return order.UserName.Length == 0 ? (null, "userName is required.") : (order, null);
    }
}
