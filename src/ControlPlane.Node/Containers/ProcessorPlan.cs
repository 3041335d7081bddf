namespace ControlPlane.Node.Containers;

/// <summary>A checked <c>processor</c> section: <see cref="ProcessPlan"/> or <see cref="InProcessPlan"/>.</summary>
internal abstract record ProcessorPlan;
