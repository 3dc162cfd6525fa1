package io.promontory.rules.scan;

import io.promontory.rules.eval.MetricName;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A store as the rules of one tick see it: the series of a selector that several have are read
 * once, for all the time that any of them looks at. Answers are those of the store.
 */
public final class TickScans extends ForwardingStore {
  private final Store store;
  private final SharedScans.Memory memory;
  private final Set<String> written;
  private final long timeMs;
  private final Map<ScanKey, List<ScanRange>> known;
  private final Consumer<Map<ScanKey, List<ScanRange>>> learner;
  private final Map<ScanKey, List<ScanRange>> seen = new HashMap<>();
  private final Map<Shared, Scan> scans = new ConcurrentHashMap<>();

  private record Shared(ScanKey key, ScanRange range) {}

  TickScans(
      Store store,
      SharedScans.Memory memory,
      Set<String> written,
      long timeMs,
      Map<ScanKey, List<ScanRange>> known,
      Consumer<Map<ScanKey, List<ScanRange>>> learner) {
    super(() -> store, () -> {});
    this.store = store;
    this.memory = memory;
    this.written = written;
    this.timeMs = timeMs;
    this.known = known;
    this.learner = learner;
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    if (!request.isOfWholeSeries() || mayBeWritten(request)) {
      return store.select(request, context);
    }
    ScanKey key = ScanKey.of(request, store);
    ScanRange range = new ScanRange(timeMs - request.minTime(), request.maxTime() - timeMs, 1);
    synchronized (seen) {
      range.addTo(seen.computeIfAbsent(key, k -> new ArrayList<>()));
    }
    ScanRange wanted =
        known.getOrDefault(key, List.of()).stream()
            .filter(other -> other.holds(range))
            .findFirst()
            .orElse(null);
    if (wanted == null) {
      return store.select(request, context);
    }
    SelectRequest whole =
        request.withTimes(timeMs - wanted.before(), timeMs + wanted.after()).withHints(key.hints());
    SeriesSet shared =
        scans
            .computeIfAbsent(new Shared(key, wanted), k -> new Scan(store, whole, memory))
            .read(context);
    return shared == null ? store.select(request, context) : shared;
  }

  /** Whether a rule of the group may write what is asked for while the tick goes on. */
  private boolean mayBeWritten(SelectRequest request) {
    Matcher name = MetricName.matcher(request.matchers());
    return name == null || written.stream().anyMatch(name::matches);
  }

  /** Ends the tick: nothing that was read is held any longer. */
  @Override
  public void close() {
    scans.values().forEach(Scan::release);
    scans.clear();
    synchronized (seen) {
      learner.accept(Map.copyOf(seen));
    }
  }
}
