using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Variables;

/// <summary>One shared variable.</summary>
/// <param name="id">Unique; a variable of the same name that comes later has another.</param>
/// <param name="name">Its name.</param>
/// <param name="service">The service that created it.</param>
/// <param name="options">How it behaves.</param>
internal sealed class SharedVariable(long id, string name, string service, SharedVariableOptions options)
{
    public long Id { get; } = id;

    public string Name { get; } = name;

    public string Service { get; } = service;

    public SharedVariableOptions Options { get; } = options;

    /// <summary>Null until it is set for the first time.</summary>
    public SharedValue? Value { get; private set; }

    public int Bytes => Value?.Bytes.Length ?? 0;

    /// <summary>When it is deleted, if nobody uses it; null: never.</summary>
    public TimeSpan? Due { get; set; }

    public bool MaySet(string by) => Options.Own ? by == Service : !Options.ReadOnly || Value is null;

    public bool MayDelete(string by) => !Options.Own || by == Service;

    public void Set(byte[] bytes) => Value = new SharedValue(bytes, (Value?.Version ?? 0) + 1);
}
