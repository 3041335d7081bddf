using System.Text.Json;
using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Statuses;

/// <summary>Enums travel as their names in lower case, so that JSON reads as the design page writes it.</summary>
public sealed class LowerCaseEnumConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
