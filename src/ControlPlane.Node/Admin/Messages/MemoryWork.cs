namespace ControlPlane.Node.Admin.Messages;

/// <summary>Does what a message about memory asks for, and says what came of it.</summary>
internal static class MemoryWork
{
    public static IReadOnlyList<string> Do(MemoryDeed deed)
    {
        switch (deed)
        {
            case MemoryDeed.Pools: return MemoryText.Pools(PoolFigures.Now());
            case MemoryDeed.Stats: return MemoryText.Stats(MemoryFigures.Now());
            default:
                var before = MemoryFigures.Now();
                MemoryFigures.Collect(compact: deed == MemoryDeed.Compact);
                return MemoryText.Freed(deed, before, MemoryFigures.Now());
        }
    }
}
