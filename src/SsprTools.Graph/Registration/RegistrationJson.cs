using System.Text.Json.Serialization;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

[JsonSerializable(typeof(RegistrationRow))]
[JsonSerializable(typeof(Page<RegistrationRow>))]
[JsonSerializable(typeof(MethodRow))]
[JsonSerializable(typeof(Page<MethodRow>))]
internal sealed partial class RegistrationJson : JsonSerializerContext;
