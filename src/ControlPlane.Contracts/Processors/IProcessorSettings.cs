namespace ControlPlane.Contracts.Processors;

/// <summary>The <c>processor</c> section of a service, read by the processor that it names.</summary>
public interface IProcessorSettings : ISettings
{
    /// <summary>The service that is being read.</summary>
    string Service { get; }
}
