namespace ControlPlane.Actors;

/// <summary>The general answer to "did it work?".</summary>
public abstract record Status
{
    private Status()
    {
    }

    /// <summary>It worked; the value is what came of it.</summary>
    public sealed record Success(object? Value = null) : Status;

    /// <summary>
    /// It failed. An <c>Ask</c> that gets this fails with the cause; a failed piped task arrives as this.
    /// </summary>
    public sealed record Failure(Exception Cause) : Status;
}
