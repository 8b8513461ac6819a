using System.Text.Json;
using System.Text.Json.Serialization;

namespace SsprTools.Graph.Registration;

/// <summary>Reads <see cref="RegistrationRow.UserType"/>: of a million rows nearly all say the same word, which need not be a million texts.</summary>
internal sealed class UserTypeConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String when reader.ValueTextEquals("member"u8) => "member",
        JsonTokenType.String when reader.ValueTextEquals("guest"u8) => "guest",
        _ => reader.GetString(),
    };

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
