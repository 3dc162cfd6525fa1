package io.promontory.adapter.grpc;

import com.google.protobuf.Message;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of an answer beside series, counted against the budget, and its warnings. */
final class SideFrames<R extends Message> {
  private static final int MOST_WARNINGS = 100;

  private final String store;
  private final FrameStream<?, R> frames;
  private final QueryBudget budget;
  private final List<String> warnings = new ArrayList<>();

  SideFrames(String store, FrameStream<?, R> frames, QueryBudget budget) {
    this.store = store;
    this.frames = frames;
    this.budget = budget;
  }

  @Nullable R next() {
    R frame = frames.next();
    if (frame != null) {
      budget.read(frame.getSerializedSize());
    }
    return frame;
  }

  /** Keeps a warning; frames of kinds that are newer than this client have an empty one. */
  void warn(String warning) {
    if (!warning.isEmpty() && warnings.size() < MOST_WARNINGS) {
      warnings.add(warning);
    }
  }

  /** How whole the answer is, once it has ended. */
  Completeness completeness() {
    return Completeness.of(
        warnings.isEmpty()
            ? StoreOutcome.whole(store, StoreStats.ZERO)
            : StoreOutcome.partial(store, String.join("; ", warnings), StoreStats.ZERO));
  }
}
