package io.promontory.series.store;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges sorted sets into one sorted set. Series with equal labels become one. Where the sources
 * are parts of one store, it has the chunks of all in the order of the sources, and {@code
 * SeriesDecoder} lets the first source win where timestamps are equal; where they are stores of
 * their own, each is a replica of it.
 *
 * <p>A tournament of losers (Knuth, TAOCP vol. 3, 5.4.1): each inner node keeps the loser of its
 * match, so a new head is compared once per level only. Equal labels are won by the source named
 * first, which makes the order of chunks stable. A source that breaks the order would make the
 * merge wrong without a sign: it fails the answer instead.
 */
public final class SeriesMerge implements SeriesSet {
  /** One sorted stream; the name goes into errors. */
  public record Source(String store, SeriesSet set) {}

  private final List<Source> sources;
  private final @Nullable Series[] heads;

  /** Node 0 is the winner, nodes 1 to n - 1 are losers; leaf i hangs below node (n + i) / 2. */
  private final int[] tree;

  private boolean started;

  private final boolean replicas;

  private SeriesMerge(List<Source> sources, boolean replicas) {
    this.sources = List.copyOf(sources);
    this.replicas = replicas;
    heads = new Series[sources.size()];
    tree = new int[sources.size()];
  }

  /**
   * A set over parts of one store, which it closes when it is closed; nothing is read yet. Replicas
   * keep apart by their names.
   */
  public static SeriesSet ofParts(List<Source> sources) {
    return new SeriesMerge(sources, false);
  }

  /**
   * A set over stores, which it closes when it is closed; nothing is read yet. Where several hold a
   * series, its replicas are named after them.
   */
  public static SeriesSet ofStores(List<Source> sources) {
    return new SeriesMerge(sources, true);
  }

  @Override
  public @Nullable Series next() {
    if (sources.isEmpty()) {
      return null;
    }
    start();
    int source = tree[0];
    Series first = heads[source];
    if (first == null) {
      return null;
    }
    advance(source);
    Series other = tree[0] == source ? null : nextOf(first.labels());
    return other == null ? first : united(source, first, tree[0], other);
  }

  /** The next series if it has these labels. */
  private @Nullable Series nextOf(Labels labels) {
    Series next = heads[tree[0]];
    return next != null && next.labels().equals(labels) ? next : null;
  }

  private Series united(int source, Series first, int otherSource, Series second) {
    advance(otherSource);
    Series other = nextOf(first.labels());
    if (other == null && !first.isReplicated() && !second.isReplicated()) {
      return pair(
          first.labels(),
          named(source, first.replicas().getFirst()),
          named(otherSource, second.replicas().getFirst()));
    }
    Map<String, United> byName = new LinkedHashMap<>();
    add(source, first, byName);
    add(otherSource, second, byName);
    while (other != null) {
      add(tree[0], other, byName);
      advance(tree[0]);
      other = nextOf(first.labels());
    }
    List<Replica> united = new ArrayList<>(byName.size());
    byName.forEach((name, all) -> united.add(new Replica(name, all.chunks, all.origin)));
    return new Series(first.labels(), united);
  }

  private static Series pair(Labels labels, Replica first, Replica second) {
    if (!first.name().equals(second.name())) {
      return new Series(labels, List.of(first, second));
    }
    List<Chunk> chunks = new ArrayList<>(first.chunks());
    chunks.addAll(second.chunks());
    return new Series(labels, List.of(first.withChunks(chunks)));
  }

  private Replica named(int source, Replica replica) {
    return replicas ? replica.under(sources.get(source).store) : replica;
  }

  /** The chunks of replicas of one name; the origin is that of the first. */
  private record United(List<Chunk> chunks, @Nullable Origin origin) {}

  private void add(int source, Series series, Map<String, United> byName) {
    for (Replica own : series.replicas()) {
      Replica replica = named(source, own);
      byName
          .computeIfAbsent(replica.name(), any -> new United(new ArrayList<>(), replica.origin()))
          .chunks
          .addAll(replica.chunks());
    }
  }

  private void start() {
    if (!started) {
      started = true;
      for (int i = 0; i < heads.length; i++) {
        heads[i] = read(i, null);
      }
      tree[0] = winner(1);
    }
  }

  /** Plays all matches below a node. */
  private int winner(int node) {
    if (node >= heads.length) {
      return node - heads.length;
    }
    int left = winner(2 * node);
    int right = winner(2 * node + 1);
    boolean leftWins = beats(left, right);
    tree[node] = leftWins ? right : left;
    return leftWins ? left : right;
  }

  private void advance(int source) {
    Series last = heads[source];
    heads[source] = read(source, last == null ? null : last.labels());
    int winner = source;
    for (int node = (heads.length + source) / 2; node > 0; node /= 2) {
      if (beats(tree[node], winner)) {
        int loser = winner;
        winner = tree[node];
        tree[node] = loser;
      }
    }
    tree[0] = winner;
  }

  /** An exhausted source loses to any other. */
  private boolean beats(int a, int b) {
    Series x = heads[a];
    Series y = heads[b];
    if (x == null || y == null) {
      return x != null || (y == null && a < b);
    }
    int order = x.labels().compareTo(y.labels());
    return order == 0 ? a < b : order < 0;
  }

  private @Nullable Series read(int source, @Nullable Labels last) {
    Series next = sources.get(source).set.next();
    if (next != null && last != null && next.labels().compareTo(last) <= 0) {
      throw new StoreException(
          sources.get(source).store,
          StoreException.Kind.CORRUPT,
          "series out of order: " + next.labels() + " came after " + last);
    }
    return next;
  }

  @Override
  public Completeness completeness() {
    Completeness all = Completeness.NONE_ASKED;
    for (Source source : sources) {
      all = all.plus(source.set.completeness());
    }
    return all;
  }

  /** Closes every source, also where closing one of them fails. */
  @Override
  public void close() {
    RuntimeException failure = null;
    for (Source source : sources) {
      try {
        source.set.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
