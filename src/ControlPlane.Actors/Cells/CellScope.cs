namespace ControlPlane.Actors;

/// <summary>For as long as it is not disposed, this thread runs a certain actor, or none.</summary>
internal readonly ref struct CellScope(ActorCell? before)
{
    public void Dispose() => ActorCell.Current = before;
}
