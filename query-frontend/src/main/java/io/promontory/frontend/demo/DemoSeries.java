package io.promontory.frontend.demo;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.Appender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One series of the demo. */
final class DemoSeries {
  private final DemoRecorder recorder;
  private final Labels labels;
  private final List<DemoReplica> replicas;
  private final List<Appender> live;
  private List<Chunk> closed = new ArrayList<>();

  /** Null while no block is recorded. */
  private @Nullable OpenChunk open;

  DemoSeries(DemoRecorder recorder, Labels labels, List<DemoReplica> replicas) {
    this.recorder = recorder;
    this.labels = labels;
    this.replicas = replicas;
    this.live = replicas.stream().map(replica -> replica.store().appender(labels)).toList();
  }

  /** Appends a sample; {@code time} in ms since the epoch, later than before. */
  void append(long time, double value) {
    if (recorder.isLive(time)) {
      for (int i = 0; i < live.size(); i++) {
        if (replicas.get(i).scrapes(time)) {
          live.get(i).append(time, value);
        }
      }
    }
    if (recorder.isRecorded(time)) {
      OpenChunk chunk = open;
      if (chunk == null) {
        chunk = new OpenChunk();
        open = chunk;
        recorder.begin(this);
      }
      Chunk full = chunk.append(time, value, 0);
      if (full != null) {
        closed.add(full);
      }
    }
  }

  /** Labels without the external ones. */
  Labels labels() {
    return labels;
  }

  /** The chunks of the block that was recorded, in which it has samples. */
  List<Chunk> take() {
    List<Chunk> chunks = closed;
    closed = new ArrayList<>();
    if (open != null) {
      chunks.add(open.toChunk());
      open = null;
    }
    return chunks;
  }
}
