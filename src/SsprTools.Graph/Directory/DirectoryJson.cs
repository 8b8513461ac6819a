using System.Text.Json.Serialization;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Directory;

[JsonSerializable(typeof(Page<DirectoryRow>))]
internal sealed partial class DirectoryJson : JsonSerializerContext;
