using System.Text.Json;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Http.Rpc;

/// <summary>The methods of an <c>rpc</c> processor, by name.</summary>
public sealed class RpcMethods
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, Method> _methods = new(StringComparer.Ordinal);

    internal delegate Task<JsonElement> Method(
        IContainer container, JsonElement? parameters, CancellationToken cancellation);

    /// <summary>
    /// Adds a method. Parameters and result go as JSON in the manner of the web (camelCase, names in any case). May be
    /// called for many calls at once. What it throws is the error of that call: <see cref="RpcException"/> with its own
    /// code, anything else as <c>failed</c>.
    /// </summary>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="method">Gets the container, the parameters, and a token that is set when the connection has
    /// gone.</param>
    /// <exception cref="ArgumentException">The name is taken, empty or too long.</exception>
    public RpcMethods Add<TParameters, TResult>(
        string name, Func<IContainer, TParameters, CancellationToken, Task<TResult>> method)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (name.Length is 0 or > 200 || !_methods.TryAdd(name, Call))
        {
            throw new ArgumentException(
                $"[{name}] is no name for a method: taken, empty, or over 200 characters.", nameof(name));
        }

        return this;

        async Task<JsonElement> Call(IContainer container, JsonElement? parameters, CancellationToken cancellation)
        {
            TParameters read;
            try
            {
                read = parameters is { } json ? json.Deserialize<TParameters>(Web)! : default!;
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                throw new RpcException("bad_params", e.Message);
            }

            if (read is null)
            {
                throw new RpcException("bad_params", $"[{name}] needs params.");
            }

            return JsonSerializer.SerializeToElement(await method(container, read, cancellation), Web);
        }
    }

    internal Method? Find(string name) => _methods.GetValueOrDefault(name);
}

/// <summary>The error of one call.</summary>
/// <param name="code">For programs: letters, digits and <c>_</c>.</param>
/// <param name="message">For people.</param>
public sealed class RpcException(string code, string message) : Exception(message)
{
    /// <summary>For programs.</summary>
    public string Code => code;
}
