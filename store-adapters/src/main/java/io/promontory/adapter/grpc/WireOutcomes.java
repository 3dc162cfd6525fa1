package io.promontory.adapter.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promontory.proto.promontory.AnswerHints;
import io.promontory.proto.promontory.StoreOutcome.Status;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How whole an answer is, as hints that only our own servers send and only our clients read. */
public final class WireOutcomes {
  private static final int MOST_OUTCOMES = 10_000;
  private static final int MOST_NOTES = 1_000;

  private WireOutcomes() {}

  static Any toWire(Completeness completeness) {
    return Any.pack(message(completeness));
  }

  /** The outcomes as a message. */
  public static AnswerHints message(Completeness completeness) {
    AnswerHints.Builder hints = AnswerHints.newBuilder();
    for (StoreOutcome outcome : completeness.outcomes()) {
      hints.addOutcomes(
          io.promontory.proto.promontory.StoreOutcome.newBuilder()
              .setStore(outcome.store())
              .setStatus(Status.forNumber(outcome.status().ordinal()))
              .setReason(outcome.reason())
              .setSeries(outcome.stats().series())
              .setChunks(outcome.stats().chunks())
              .setBytes(outcome.stats().bytes())
              .setSamples(outcome.stats().samples())
              .setRetries(outcome.stats().retries())
              .setNanos(outcome.stats().nanos())
              .setBilled(outcome.stats().billed())
              .addAllNotes(outcome.notes()));
    }
    return hints.build();
  }

  /** The hints of one of our servers, or null for anybody else's. */
  static @Nullable AnswerHints read(Any hints) {
    try {
      return hints.is(AnswerHints.class) ? hints.unpack(AnswerHints.class) : null;
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /**
   * What an answer from a server amounts to.
   *
   * @param store our name for the server; stores behind it become {@code store/inner}
   * @param received what was counted here
   */
  static Completeness of(
      String store, @Nullable AnswerHints hints, List<String> warnings, StoreStats received) {
    if (hints == null || hints.getOutcomesCount() == 0) {
      return Completeness.of(
          warnings.isEmpty()
              ? StoreOutcome.whole(store, received)
              : StoreOutcome.partial(store, String.join("; ", warnings), received));
    }
    boolean single = hints.getOutcomesCount() == 1;
    List<StoreOutcome> outcomes = new ArrayList<>();
    hints.getOutcomesList().stream()
        .limit(MOST_OUTCOMES)
        .forEach(
            inner ->
                outcomes.add(
                    new StoreOutcome(
                        single ? store : store + "/" + inner.getStore(),
                        status(inner.getStatus()),
                        inner.getReason(),
                        single
                            ? received.withBilled(inner.getBilled())
                            : new StoreStats(
                                inner.getSeries(),
                                inner.getChunks(),
                                inner.getBytes(),
                                inner.getSamples(),
                                inner.getRetries(),
                                inner.getNanos(),
                                inner.getBilled()),
                        inner.getNotesList().stream().limit(MOST_NOTES).toList())));
    return new Completeness(outcomes);
  }

  private static StoreOutcome.Status status(Status status) {
    return switch (status) {
      case WHOLE -> StoreOutcome.Status.WHOLE;
      case NOT_ASKED -> StoreOutcome.Status.NOT_ASKED;
      case FAILED -> StoreOutcome.Status.FAILED;
      case PARTIAL, UNRECOGNIZED -> StoreOutcome.Status.PARTIAL;
    };
  }
}
