package io.promontory.adapter.grpc;

import io.promontory.proto.thanos.Aggr;
import io.promontory.proto.thanos.AggrChunk;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.series.chunk.Aggregate;
import io.promontory.series.chunk.AggregateParts;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.store.SelectHints;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Windows of downsampled data as messages. */
final class WireAggregates {
  private WireAggregates() {}

  /**
   * What to ask a server for besides raw data. Without a function all that every series has: other
   * servers fail where a native histogram has no extremes.
   */
  static List<Aggr> wanted(SelectHints hints) {
    Set<Aggregate> wanted =
        hints.func().isEmpty()
            ? Reduction.COUNTER.aggregates()
            : Reduction.of(hints.func()).aggregates();
    return wanted.stream().sorted().map(WireAggregates::toWire).toList();
  }

  private static Aggr toWire(Aggregate aggregate) {
    return switch (aggregate) {
      case COUNT -> Aggr.COUNT;
      case SUM -> Aggr.SUM;
      case MIN -> Aggr.MIN;
      case MAX -> Aggr.MAX;
      case COUNTER -> Aggr.COUNTER;
    };
  }

  /**
   * What to send a client. One that takes raw data besides gets all where it names no function,
   * since it may read for several at once, and where it looks for resets.
   */
  static Set<Aggregate> asked(SeriesRequest message) {
    List<Aggr> named = message.getAggregatesList();
    String function = message.getQueryHints().getFunc().getName();
    boolean several = function.isEmpty() || Reduction.of(function) == Reduction.RESETS;
    boolean all = named.contains(Aggr.RAW) && (named.size() == 1 || several);
    Set<Aggregate> asked = EnumSet.noneOf(Aggregate.class);
    for (Aggregate aggregate : Aggregate.values()) {
      if (all || named.isEmpty() || named.contains(toWire(aggregate))) {
        asked.add(aggregate);
      }
    }
    return asked;
  }

  /**
   * A chunk of windows with the aggregates asked for; null where it has none of them, since other
   * clients take a chunk without any for a failure.
   */
  static @Nullable AggrChunk toWire(Chunk chunk, Set<Aggregate> asked) {
    AggregateParts parts = AggregateParts.of(chunk);
    AggrChunk.Builder message =
        AggrChunk.newBuilder().setMinTime(chunk.minTime()).setMaxTime(chunk.maxTime());
    boolean any = false;
    for (Aggregate aggregate : asked) {
      Chunk part = parts.get(aggregate);
      if (part != null) {
        any = true;
        io.promontory.proto.thanos.Chunk payload = SeriesEncoder.payload(part);
        switch (aggregate) {
          case COUNT -> message.setCount(payload);
          case SUM -> message.setSum(payload);
          case MIN -> message.setMin(payload);
          case MAX -> message.setMax(payload);
          case COUNTER -> message.setCounter(payload);
        }
      }
    }
    return any ? message.build() : null;
  }
}
