using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>The variables of one container.</summary>
internal sealed class ContainerVariables : IContainerVariables
{
    private readonly ConcurrentDictionary<string, object?> _values = new(StringComparer.Ordinal);

    public T Get<T>(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            throw new KeyNotFoundException(
                $"There is no container variable [{name}]. Set it first, or ask with TryGet.");
        }

        return Is<T>(value, out var typed)
            ? typed
            : throw new InvalidCastException(
                $"The container variable [{name}] is a {value?.GetType().Name ?? "null"}, not a {typeof(T).Name}.");
    }

    public bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return _values.TryGetValue(name, out var found) && Is(found, out value);
    }

    public void Set<T>(string name, T value) => _values[name] = value;

    public void Delete(string name) => _values.TryRemove(name, out _);

    /// <summary>A null has every type that can be null.</summary>
    private static bool Is<T>(object? value, [MaybeNullWhen(false)] out T typed)
    {
        typed = value is T same ? same : default;
        return value is T || (value is null && default(T) is null);
    }
}
