package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.store.Looks.Instants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarkersTest {
  private static final Instants EVERY_10 = new Instants(0, 60, 10, 300_000);

  /** Samples at these times, each with its time as value. */
  private static SampleColumns at(long... times) {
    SampleColumns columns = new SampleColumns();
    for (long time : times) {
      columns.add(time, time);
    }
    return columns;
  }

  private static List<String> together(
      @Nullable SampleColumns samples, List<Instants> grids, SampleColumns... seen) {
    SampleColumns out = new SampleColumns();
    new SeriesDecoder()
        .decode(Markers.chunks(samples, grids, List.of(seen)), Long.MIN_VALUE, Long.MAX_VALUE, out);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < out.size; i++) {
      boolean marker = StaleMarker.isStale(out.values[i]);
      assertThat(marker || out.values[i] == out.timestamps[i]).isTrue();
      all.add(marker ? "s" + out.timestamps[i] : "" + out.timestamps[i]);
    }
    return all;
  }

  @Test
  void whereNothingIsSeenAnyMoreAMarkerStands() {
    assertThat(together(null, List.of(EVERY_10), at(0, 10, 40)))
        .containsExactly("0", "10", "s20", "40", "s50");
    assertThat(together(null, List.of(EVERY_10), at(60))).containsExactly("60");
    assertThat(together(null, List.of(EVERY_10), at())).isEmpty();
  }

  @Test
  void whatIsOutOfSightNeedsNoMarker() {
    Instants far = new Instants(0, 600_000, 300_000, 300_000);
    assertThat(together(null, List.of(far), at(0, 600_000))).containsExactly("0", "600000");
  }

  @Test
  void aMarkerOfOneGridHoldsForTheOther() {
    Instants odd = new Instants(5, 65, 10, 300_000);
    assertThat(together(null, List.of(EVERY_10, odd), at(0, 10, 20), at(5, 15)))
        .containsExactly("0", "5", "10", "15", "20", "s25");
  }

  @Test
  void samplesStayAndAreEndedWhereNothingWasSeen() {
    // The target was lost at 14, and came back at 33.
    assertThat(together(at(3, 13, 33, 43), List.of(EVERY_10), at(10, 40, 50, 60)))
        .containsExactly("3", "13", "s20", "33", "43");
  }

  @Test
  void aStepBeforeTheFirstSampleNeedsNoMarker() {
    assertThat(together(at(35), List.of(EVERY_10), at(40, 50))).containsExactly("35", "s60");
  }
}
