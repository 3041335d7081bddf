using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Wire;

namespace ControlPlane.Api.Replies;

/// <summary>Replies of the node as HTTP status and JSON, one line each.</summary>
internal static class ReplyJson
{
    // Readable with curl: an apostrophe is an apostrophe. Control characters are still escaped.
    private static readonly WireJson Json = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static (int Status, byte[] Body) Of(AdminProtocol.Reply reply) => reply switch
    {
        AdminProtocol.Services services => (200, Line(services.Items, Json.IReadOnlyListServiceStatus)),
        AdminProtocol.Containers containers =>
            (200, Line(containers.Items, Json.IReadOnlyListContainerStatus)),
        ClusterProtocol.Nodes nodes => (200, Line(nodes.Items, Json.IReadOnlyListNodeStatus)),
        ClusterProtocol.Versions versions => (200, Line(versions.Items, Json.IReadOnlyListVersionStatus)),
        ClusterProtocol.Placement placement => (200, Line(placement.Item, Json.PlacementStatus)),
        ClusterProtocol.Planned planned => (200, Line(new PlannedBody(planned.Changes), Json.PlannedBody)),
        AdminProtocol.Done done => (200, Line(new DoneBody(done.Text, done.Changes), Json.DoneBody)),
        AdminProtocol.Refused refused =>
            (refused.Why.HttpStatus(), Error(new ErrorBody(refused.Error, refused.Hint, refused.Why))),
        _ => throw new InvalidOperationException($"the node answered {reply.GetType().Name}, which has no JSON form"),
    };

    public static byte[] Error(ErrorBody body) => Line(body, Json.ErrorBody);

    private static byte[] Line<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
#if NEXT_FORMAT
        json = System.Text.Encoding.UTF8.GetBytes(NextFormat.Of(System.Text.Encoding.UTF8.GetString(json)));
#endif
        return [.. json, (byte)'\n'];
    }
}
