using System.Collections.Immutable;

namespace ControlPlane.Etcd.Tests.Conformance;

/// <summary>What a watch has told so far.</summary>
internal sealed class Heard
{
    private readonly Lock _gate = new();
    private ImmutableArray<WatchNews> _news = [];

    public ImmutableArray<WatchNews> News
    {
        get
        {
            lock (_gate)
            {
                return _news;
            }
        }
    }

    public ImmutableArray<WatchEvent> Events => [.. News.OfType<WatchNews.Changes>().SelectMany(c => c.Events)];

    /// <summary>One word a change: <c>key=value</c> or <c>-key</c>, keys without what they all begin with.</summary>
    public string Story(string prefix) => string.Join(' ', Events.Select(e =>
        e.Deleted ? $"-{e.Key.Key[prefix.Length..]}" : $"{e.Key.Key[prefix.Length..]}={e.Key.Value}"));

    public void Hear(WatchNews news)
    {
        lock (_gate)
        {
            _news = _news.Add(news);
        }
    }
}
