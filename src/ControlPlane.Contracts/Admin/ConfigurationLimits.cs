using System.Text;

namespace ControlPlane.Contracts.Admin;

/// <summary>
/// How large a configuration of the whole cluster may be. Every face and the node itself judge by this.
/// </summary>
public static class ConfigurationLimits
{
    /// <summary>UTF-8 bytes of the text.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Characters of what people call it, at least one.</summary>
    public const int MaxOrigin = 1024;

    /// <summary>What is wrong with a configuration's size, and what is allowed; null if nothing is.</summary>
    public static string? Violation(string text, string origin) => origin.Length is 0 or > MaxOrigin
        ? $"the configuration's origin has {origin.Length} characters; expected 1 to {MaxOrigin}"
        : Encoding.UTF8.GetByteCount(text) is > MaxBytes and var bytes
            ? $"the configuration has {bytes} bytes; expected at most {MaxBytes}"
            : null;
}
