namespace ControlPlane.Api.Requests;

/// <summary>Which members the body of a route may have.</summary>
[Flags]
internal enum BodyMembers
{
    None = 0,
    Wait = 1,
    Timeout = 2,
    Rolling = 4,
    Count = 8,
    File = 16,
    Name = 32,
    Arguments = 64,
    Receiver = 128,
    Text = 256,
    Origin = 512,
    Version = 1024,
    Service = 2048,
    Revision = 4096,
    Services = 8192,
    Patience = Wait | Timeout,
    Message = Name | Arguments | Receiver,
    Configuration = Text | Origin,
    Await = Service | Services | Revision,
}
