using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers.InProcess;

namespace ControlPlane.Node.Containers;

/// <summary>
/// The processors that run in this process, by the <c>type</c> of their <c>processor</c> section: the built-in ones and
/// those of an embedder. Immutable.
/// </summary>
internal sealed class ProcessorRegistry
{
    /// <summary>The type of OS processes, which is nobody's to take.</summary>
    public const string Process = "process";

    /// <summary>What a node knows by itself.</summary>
    public static readonly ProcessorRegistry BuiltIn = new([
        new("hello", _ => new HelloProcessor()),
        new("echo", _ => new EchoProcessor()),
    ]);

    private readonly List<KeyValuePair<string, Func<IProcessorSettings, IProcessor>>> _makers;

    private ProcessorRegistry(List<KeyValuePair<string, Func<IProcessorSettings, IProcessor>>> makers) =>
        _makers = makers;

    /// <summary>In the order of registration.</summary>
    public IReadOnlyList<string> Types => [.. _makers.Select(m => m.Key)];

    /// <summary>The same with one type more.</summary>
    /// <exception cref="ArgumentException">The name is taken, or is no name.</exception>
    public ProcessorRegistry With(string type, Func<IProcessorSettings, IProcessor> maker)
    {
        ArgumentNullException.ThrowIfNull(maker);
        if (type.Length is 0 or > 64 || !type.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw new ArgumentException(
                $"[{type}] is no processor type; expected 1 to 64 letters, digits, _ and -. Choose another name.",
                nameof(type));
        }

        if (type.Equals(Process, StringComparison.OrdinalIgnoreCase)
            || Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"There is a processor type [{type}] already; known: {Process}, {string.Join(", ", Types)}. "
                + "Choose another name.", nameof(type));
        }

        return new([.. _makers, new(type, maker)]);
    }

    /// <summary>Makes a processor of a known type; what its code throws is the caller's to catch.</summary>
    public IProcessor Make(string type, IProcessorSettings settings) =>
        _makers.Find(m => m.Key == type).Value(settings);
}
