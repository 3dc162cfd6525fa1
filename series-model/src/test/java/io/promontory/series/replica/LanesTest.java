package io.promontory.series.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.ColumnChunks;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import io.promontory.series.replica.Segment.How;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** Which source gave which stretch of time. */
class LanesTest {
  private static final long STEP = 15_000;
  private static final long END = 100 * STEP;

  private final Lanes lanes = new Lanes(0, END);

  private static Replica replica(String name, long offset, LongPredicate has) {
    SampleColumns columns = new SampleColumns();
    for (long i = 0; i < 100; i++) {
      if (has.test(i)) {
        columns.add(i * STEP + offset, i);
      }
    }
    return new Replica(name, ColumnChunks.of(columns)).from("store-" + name);
  }

  private void note(Replica... replicas) {
    ReplicaDecoder decoder = new ReplicaDecoder();
    Stretches stretches = new Stretches();
    decoder.noting(stretches);
    SampleColumns out = new SampleColumns();
    Series series = new Series(Labels.of("__name__", "m"), List.of(replicas));
    decoder.decode(series, 0, END, Reduction.MEAN, out);
    assertThat(stretches.size()).isEqualTo(out.size);
    lanes.note(stretches, out);
  }

  private List<Segment> segments(String store) {
    return lanes.all().stream()
        .filter(lane -> lane.origin().store().equals(store))
        .findFirst()
        .orElseThrow()
        .segments();
  }

  @Test
  void aSourceAloneHasItsOwnHoles() {
    note(replica("a", 0, i -> i < 30 || i >= 60));
    assertThat(segments("store-a"))
        .containsExactly(
            new Segment(0, 29 * STEP + 1_000, How.USED, null),
            new Segment(60 * STEP, 99 * STEP + 1_000, How.USED, null));
  }

  @Test
  void aHoleIsFilledAndAnEndIsTakenOver() {
    note(replica("a", 0, i -> (i < 30 || i >= 60) && i < 80), replica("b", 5_000, i -> true));
    assertThat(segments("store-a")).extracting(Segment::how).containsOnly(How.USED);
    assertThat(segments("store-b")).extracting(Segment::how).containsExactly(How.FILLED, How.USED);
    Segment filled = segments("store-b").getFirst();
    assertThat(filled.instead()).isEqualTo("store-a/a");
    assertThat(filled.fromMs()).isBetween(29 * STEP, 31 * STEP);
    assertThat(filled.toMs()).isBetween(59 * STEP, 61 * STEP);
  }

  @Test
  void threeOfThem() {
    note(
        replica("a", 0, i -> i < 20 || i >= 40),
        replica("b", 3_000, i -> i < 25 || i >= 40),
        replica("c", 7_000, i -> true));
    assertThat(segments("store-b")).extracting(Segment::how).containsOnly(How.FILLED);
    assertThat(segments("store-c")).extracting(Segment::how).containsOnly(How.FILLED);
    assertThat(segments("store-c").getFirst().fromMs()).isBetween(24 * STEP, 26 * STEP);
  }

  @Test
  void timeIsCutIntoBoundedlyManySlots() {
    Lanes wide = new Lanes(0, Long.MAX_VALUE / 4);
    assertThat(wide.slots()).isLessThanOrEqualTo(Lanes.MOST_SLOTS);
    assertThat(wide.slot(Long.MAX_VALUE / 2)).isGreaterThanOrEqualTo(wide.slots());
    assertThat(new Lanes(Long.MIN_VALUE, Long.MAX_VALUE).slots()).isEqualTo(Lanes.MOST_SLOTS);
  }
}
