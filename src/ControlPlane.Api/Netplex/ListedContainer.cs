using System.Globalization;
using System.Text;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Api.Netplex;

/// <summary>A container as the admin protocol lists it.</summary>
/// <param name="Id">Another one for each process of a slot.</param>
/// <param name="SystemId">What people know it by: <c>Process PID</c>, or the container's id where there is no
/// process.</param>
/// <param name="State">What it does.</param>
internal sealed record ListedContainer(long Id, string SystemId, ListedContainerState State)
{
    public static ListedContainer Of(ContainerStatus status) => new(
        Number(string.Create(CultureInfo.InvariantCulture, $"{status.Id} {status.Restarts}")),
        status.Pid is { } pid
            ? string.Create(CultureInfo.InvariantCulture, $"Process {pid}")
            : $"Container {status.Id}",
        status.State switch
        {
            ContainerState.Ready => status.Jobs > 0 ? ListedContainerState.Busy : ListedContainerState.Accepting,
            ContainerState.Starting or ContainerState.Waiting => ListedContainerState.Starting,
            _ => ListedContainerState.Shutdown,
        });

    // FNV-1a over the name: the same in each listing, and by another process too.
    private static long Number(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return (long)(hash >> 1);
    }
}

/// <summary>
/// Numbers on the wire. Selected means that a container holds the accept slot of its service; our services have none
/// (the kernel or the dispatcher chooses for each connection), so only the controller is listed so.
/// </summary>
internal enum ListedContainerState
{
    Accepting = 0,
    Selected = 1,
    Busy = 2,
    Starting = 3,
    Shutdown = 4,
}
