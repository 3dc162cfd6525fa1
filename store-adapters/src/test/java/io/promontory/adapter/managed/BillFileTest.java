package io.promontory.adapter.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.store.QueryContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillFileTest {
  @TempDir Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T10:00:30Z"));

  private Path path() {
    return folder.resolve("state/billed");
  }

  private BillFile file() {
    return new BillFile(path(), now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private long sum() {
    return Arrays.stream(file().lastHour()).sum();
  }

  @Test
  void minutesAreKeptApartAndAnHourIsForgotten() {
    assertThat(sum()).isZero();
    file().add(100);
    pass(Duration.ofMinutes(7));
    file().add(20);
    file().add(3);
    assertThat(file().lastHour()).startsWith(23).contains(100).hasSize(60);
    assertThat(file().lastHour()[7]).isEqualTo(100);
    pass(Duration.ofMinutes(53));
    assertThat(sum()).isEqualTo(23);
    pass(Duration.ofMinutes(7));
    assertThat(sum()).isZero();
  }

  @Test
  void itStaysSmallAndDoesNotGrowYoungWhenItIsWrittenAnew() throws Exception {
    BillFile file = file();
    for (int i = 0; i < 40_000; i++) {
      file.add(1);
      if (i % 2_000 == 0) {
        pass(Duration.ofMinutes(1));
      }
    }
    assertThat(Files.size(path())).isLessThanOrEqualTo(BillFile.MOST_BYTES + 20);
    assertThat(sum()).isEqualTo(40_000);
    pass(Duration.ofMinutes(45));
    assertThat(sum()).as("the first minutes have left").isBetween(28_000L, 32_000L);
    pass(Duration.ofMinutes(15));
    assertThat(sum()).isZero();
  }

  @Test
  void whatIsTornIsLeftOutAndWhatFollowsIsNot() throws Exception {
    file().add(5);
    file().add(7);
    byte[] bytes = Files.readAllBytes(path());
    Files.write(path(), Arrays.copyOf(bytes, bytes.length - 3));
    assertThat(sum()).isEqualTo(5);
    file().add(11);
    assertThat(sum()).isEqualTo(16);
    bytes = Files.readAllBytes(path());
    bytes[9]++;
    Files.write(path(), bytes);
    assertThat(sum()).isEqualTo(11);
  }

  @Test
  void anotherFileHoldsNothing() throws Exception {
    Files.createDirectories(path().getParent());
    Files.write(path(), new byte[1 << 20], StandardOpenOption.CREATE);
    assertThat(sum()).isZero();
    file().add(3);
    assertThat(sum()).isEqualTo(3);
    assertThat(Files.size(path())).isEqualTo(20);
  }

  @Test
  void aClockThatWasPutBack() {
    file().add(3);
    pass(Duration.ofMinutes(-30));
    assertThat(file().lastHour()).startsWith(3);
    pass(Duration.ofDays(-30));
    assertThat(sum()).as("told by a clock that was far off").isZero();
  }

  @Test
  void theBudgetOfAnHourGoesOnAfterARestart() {
    CostLimits limits = new CostLimits(0, 100, 0, false);
    CostMeter meter = meter(limits);
    meter.reserve(QueryContext.unbounded(), 1).settle(60);
    assertThat(meter(limits).reserve(QueryContext.unbounded(), 1).samples()).isEqualTo(40);
    meter(limits).reserve(QueryContext.unbounded(), 1).settle(40);
    assertThatThrownBy(() -> meter(limits).reserve(QueryContext.unbounded(), 1))
        .hasMessageContaining("cost.max_samples_per_hour");
    pass(Duration.ofHours(1));
    assertThat(meter(limits).reserve(QueryContext.unbounded(), 1).samples()).isEqualTo(100);
  }

  private CostMeter meter(CostLimits limits) {
    return new CostMeter(
        "amp", limits, () -> now.get().toEpochMilli() * 1_000_000, file(), BillListener.NONE);
  }

  @Test
  void aDiskThatDoesNotTakeItStopsNothing() throws Exception {
    BillFile file = file();
    Files.createDirectory(path());
    file.add(1);
    file.add(1);
    assertThat(path()).isDirectory();
  }
}
