package io.promontory.rules.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All groups and their loops. {@link #update} replaces the groups: those that did not change run
 * on, those that did begin with what is known of their rules. Safe for concurrent use.
 */
public final class RuleManager implements AutoCloseable {
  private final Surroundings surroundings;
  private final Timer timer;
  private Map<GroupKey, Running> groups = Map.of();
  private boolean updatedBefore;
  private boolean closed;
  private volatile List<LiveGroup> live = List.of();

  /** A group with what it was made of. */
  private record Running(GroupDefinition definition, GroupLoop loop) {}

  public RuleManager(Surroundings surroundings, Timer timer) {
    this.surroundings = surroundings;
    this.timer = timer;
  }

  /** The groups, sorted by file and kept in the order of their file. */
  public List<LiveGroup> groups() {
    return live;
  }

  /**
   * Runs these groups and no others. Waits for evaluations of changed groups that are under way.
   */
  public synchronized void update(List<GroupDefinition> definitions) {
    if (closed) {
      return;
    }
    Map<GroupKey, Running> before = new LinkedHashMap<>(groups);
    Map<GroupKey, Running> after = new LinkedHashMap<>();
    for (GroupDefinition definition : definitions) {
      Running same = before.get(definition.key());
      if (same != null && same.definition().equals(definition)) {
        after.put(definition.key(), same);
        before.remove(definition.key());
      } else {
        after.put(definition.key(), begin(definition));
      }
    }
    before.values().forEach(old -> old.loop().halt());
    before.forEach((key, old) -> replace(old, after.get(key)));
    after.forEach(
        (key, running) -> {
          if (groups.get(key) != running) {
            running.loop().start();
          }
        });
    groups = after;
    live = after.values().stream().map(running -> running.loop().group()).toList();
    updatedBefore = true;
  }

  private Running begin(GroupDefinition definition) {
    boolean restores = !updatedBefore && surroundings.restore() != null;
    LiveGroup group =
        new LiveGroup(
            definition.key(), definition.terms(), definition.rules(!restores), surroundings);
    return new Running(definition, new GroupLoop(group, surroundings, timer, restores));
  }

  private void replace(Running old, @Nullable Running successor) {
    old.loop().stop();
    LiveGroup group = old.loop().group();
    if (successor != null) {
      successor.loop().group().continueFrom(group);
      return;
    }
    surroundings.metrics().groupStopped(group.key());
    Instant stopped = surroundings.clock().instant();
    // two intervals, in which a renamed rule may take series over
    timer.after(group.terms().interval().multipliedBy(2), () -> group.endSeries(stopped));
  }

  /** Stops all groups; series go on where they ended when the groups run again. */
  @Override
  public void close() {
    List<Running> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(groups.values());
      groups = Map.of();
    }
    all.forEach(running -> running.loop().halt());
    all.forEach(running -> running.loop().stop());
  }
}
