using ControlPlane.Contracts.Processors;

namespace ControlPlane.Node.Plugins.Variables;

/// <summary>Shared variables, as one container sees them.</summary>
internal sealed class ContainerSharedVariables(PluginDoor door) : ISharedVariables
{
    private static readonly SharedVariableOptions Plain = new();

    public Task<bool> CreateAsync(string name, SharedVariableOptions? options, CancellationToken cancellation)
    {
        if (options?.Timeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(options));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, PluginLimits.LongestTimeout, nameof(options));
        }

        return door.AskAsync<bool>(new VariablesProtocol.Create(Checked(name), options ?? Plain), cancellation);
    }

    public Task<bool> SetAsync(string name, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        PluginLimits.CheckValue(value.Length, $"the shared variable [{Checked(name)}]", parameter: nameof(value));
        return door.AskAsync<bool>(new VariablesProtocol.Set(name, value.ToArray()), cancellation);
    }

    public Task<SharedValue?> GetAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<SharedValue?>(new VariablesProtocol.Get(Checked(name)), cancellation);

    public Task<SharedValue?> WaitAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<SharedValue?>(new VariablesProtocol.Wait(Checked(name)), cancellation);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellation) =>
        door.AskAsync<bool>(new VariablesProtocol.Delete(Checked(name)), cancellation);

    private static string Checked(string name)
    {
        PluginLimits.CheckName(name, "shared variable");
        return name;
    }
}
