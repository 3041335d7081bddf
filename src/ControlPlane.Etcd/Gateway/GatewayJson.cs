using System.Text.Json.Serialization;

namespace ControlPlane.Etcd.Gateway;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireRange))]
[JsonSerializable(typeof(WireTxn))]
[JsonSerializable(typeof(WireLeaseRequest))]
[JsonSerializable(typeof(WireCompaction))]
[JsonSerializable(typeof(WireCredentials))]
[JsonSerializable(typeof(WireWatchRequest))]
[JsonSerializable(typeof(WireRangeReply))]
[JsonSerializable(typeof(WireTxnReply))]
[JsonSerializable(typeof(WireDeleteReply))]
[JsonSerializable(typeof(WireLease))]
[JsonSerializable(typeof(WireKeepAlive))]
[JsonSerializable(typeof(WireToken))]
[JsonSerializable(typeof(WireWatchLine))]
[JsonSerializable(typeof(WireFailure))]
internal sealed partial class GatewayJson : JsonSerializerContext;
