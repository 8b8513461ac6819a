using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using SsprTools.Graph.Connection;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Tutorial.Tests;

/// <summary>
/// The whole tutorial over the wire: what the module asks and what the sandbox answers, both against Graph's own schema. So a slip that both
/// sides share still shows. The portal API and beta have no schema.
/// </summary>
public sealed class WireTests
{
    [Fact]
    public async Task Requests_and_answers_of_the_tutorial_are_Graphs()
    {
        var schema = GraphSchema.Instance;
        Assert.SkipWhen(schema is null, "../shared/facts/schema/v1.0-Prod.csdl is not at hand");
        var stop = TestContext.Current.CancellationToken;
        var exchanges = new ConcurrentQueue<Exchange>();
        var folder = System.IO.Directory.CreateTempSubdirectory("ssprtools-schema").FullName;
        await using var sandbox = await SandboxProcess.StartAsync([], stop);
        using var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, inner => new Recorder(inner, exchanges), stop);
        var log = new StepLog(TextWriter.Null);
        var admin = new AdminHalf(connection, log, folder);
        await admin.WalkAsync(stop);
        await sandbox.AdvanceAsync(TimeSpan.FromHours(5), stop);
        await admin.ReportAsync(stop);
        await new UserHalf(connection, sandbox, log, folder).WalkAsync(admin.Monica!, admin.Sam!, stop);
        System.IO.Directory.Delete(folder, recursive: true);

        Assert.Empty(log.Bad);
        var graph = exchanges.Where(exchange => exchange.Address.AbsolutePath.StartsWith("/v1.0/", StringComparison.Ordinal)).ToList();
        Assert.True(graph.Count > 40, $"only {graph.Count} requests were seen");
        var problems = graph.SelectMany(exchange => Problems(schema, exchange).Select(problem => $"{exchange}: {problem}")).Distinct().ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    private static IEnumerable<string> Problems(GraphSchema schema, Exchange exchange)
    {
        var (path, problems) = schema.Check(exchange.Address);
        if (path is null)
        {
            return problems;
        }

        var shape = new JsonShape(schema.Model);
        var operation = path.LastSegment is OperationSegment segment ? segment.Operations.FirstOrDefault() : null;
        if (exchange.RequestBody is { } body)
        {
            using var document = JsonDocument.Parse(body);
            CheckRequest(shape, path, operation, document.RootElement);
        }

        if (exchange is { Status: >= 200 and < 300, AnswerBody: { } answer })
        {
            using var document = JsonDocument.Parse(answer);
            var type = operation is not null ? operation.GetReturn()?.Type.Definition : TypeOf(path, exchange.Method);
            if (type is not null)
            {
                shape.CheckAnswer(document.RootElement, type);
            }
        }

        return [.. problems, .. shape.Problems];
    }

    private static void CheckRequest(JsonShape shape, ODataPath path, IEdmOperation? operation, JsonElement body)
    {
        if (operation is not null)
        {
            foreach (var property in body.EnumerateObject())
            {
                Assert.True(operation.Parameters.Any(parameter => parameter.Name == property.Name), $"{operation.Name} has no parameter '{property.Name}'");
            }
        }
        else if (path.LastSegment is not NavigationPropertyLinkSegment && Element(path.LastSegment.EdmType) is { } type)
        {
            shape.CheckObject(body, type, "");
        }
    }

    // A POST to a collection answers with the one that was made.
    private static IEdmType? TypeOf(ODataPath path, string method) => path.LastSegment switch
    {
        NavigationPropertyLinkSegment => null,
        var last when method == "POST" => Element(last.EdmType),
        var last => last.EdmType,
    };

    private static IEdmStructuredType? Element(IEdmType? type) =>
        (type is IEdmCollectionType collection ? collection.ElementType.Definition : type) as IEdmStructuredType;
}
