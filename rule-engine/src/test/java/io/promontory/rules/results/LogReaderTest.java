package io.promontory.rules.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final LogPosition BEGIN = new LogPosition(0, 0);

  @TempDir Path folder;
  private Instant now = T0;
  private final InstantSource clock = () -> now;
  private int written;

  /** A transaction with one sample of a known series and one of a new one. */
  private void append(ResultLog log) throws IOException {
    long at = now.toEpochMilli() + written;
    log.append(
        List.of(
            new QueryValue.Sample(Labels.of("s", "a"), at, written),
            new QueryValue.Sample(Labels.of("s", "n" + written), at, written)));
    written++;
  }

  private static List<Double> rest(LogReader reader) throws IOException {
    List<Double> values = new ArrayList<>();
    for (var next = reader.next(); next != null; next = reader.next()) {
      assertThat(next.get(0).labels()).isEqualTo(Labels.of("s", "a"));
      assertThat(next.get(1).labels().get("s")).isEqualTo("n" + (int) next.get(1).value());
      values.add(next.get(0).value());
    }
    return values;
  }

  private ResultLog open() throws IOException {
    ResultLog log = ResultLog.open(folder, clock);
    log.replay(samples -> {});
    return log;
  }

  /** Else {@link ResultLog#awaitBehind} returns at once, again and again. */
  @Test
  void isAtTheEndOfALogThatNothingWasWrittenToYet() throws IOException {
    LogPosition place;
    try (ResultLog log = open();
        LogReader fresh = log.reader(log.end())) {
      assertThat(fresh.next()).isNull();
      assertThat(fresh.position()).isEqualTo(log.end());
      place = fresh.position();
      append(log);
    }
    try (ResultLog log = open();
        LogReader resumed = log.reader(place)) {
      assertThat(rest(resumed)).containsExactly(0.0);
      assertThat(resumed.position()).isEqualTo(log.end());
    }
  }

  @Test
  void aFileThatCannotBeBegunCostsNothing() throws Exception {
    try (ResultLog log = open();
        LogReader behind = log.reader(BEGIN)) {
      append(log);
      Files.createFile(log.path(2));
      now = now.plus(Duration.ofHours(2));
      assertThatThrownBy(() -> append(log)).isInstanceOf(IOException.class);
      try (LogReader reader = log.reader(BEGIN)) {
        assertThat(rest(reader)).containsExactly(0.0);
        assertThat(reader.position()).isEqualTo(log.end());
      }
      Files.delete(log.path(2));
      append(log);
      assertThat(rest(behind)).containsExactly(0.0, 1.0);
    }
  }

  @Test
  void followsTheLogOverFilesAndRestarts() throws IOException {
    LogPosition place;
    try (ResultLog log = open();
        LogReader reader = log.reader(log.end())) {
      assertThat(reader.next()).isNull();
      append(log);
      assertThat(reader.behind(reader.progress())).isEqualTo(2);
      assertThat(rest(reader)).containsExactly(0.0);
      append(log);
      now = now.plus(Duration.ofHours(3));
      append(log); // into another file
      append(log);
      assertThat(reader.next().get(0).value()).isEqualTo(1);
      assertThat(reader.next().get(0).value()).isEqualTo(2);
      place = reader.position();
      assertThat(reader.behind(reader.progress())).isEqualTo(2);
    }
    try (ResultLog log = open();
        LogReader reader = log.reader(place);
        LogReader whole = log.reader(BEGIN)) {
      append(log);
      assertThat(reader.behind(reader.progress())).isEqualTo(4);
      assertThat(rest(reader)).containsExactly(3.0, 4.0);
      assertThat(reader.lost()).isZero();
      assertThat(rest(whole)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    }
  }

  @Test
  void whatWasDeletedBeforeItWasReadIsCounted() throws IOException {
    LogPosition place;
    try (ResultLog log = open()) {
      place = log.end();
      for (int i = 0; i < 4; i++) {
        append(log);
        now = now.plus(Duration.ofHours(3));
      }
    }
    try (ResultLog log = open()) {
      log.dropBefore(T0.plus(Duration.ofHours(5)).toEpochMilli());
      append(log);
      try (LogReader reader = log.reader(place)) {
        assertThat(rest(reader)).containsExactly(2.0, 3.0, 4.0);
        assertThat(reader.lost()).isEqualTo(4);
      }
    }
  }

  @Test
  void goesOnBehindWhatACrashLeft() throws IOException {
    Path first = folder.resolve("00000001.results");
    try (ResultLog log = open()) {
      append(log);
      append(log);
    }
    try (var file = Files.newByteChannel(first, StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 5);
    }
    try (ResultLog log = open();
        LogReader reader = log.reader(BEGIN)) {
      append(log);
      assertThat(rest(reader)).containsExactly(0.0, 2.0);
    }
  }

  /** As when the folder of results was lost, and the place in it was not. */
  @Test
  void aPlaceThatIsNotThereYetIsTheBeginning() throws IOException {
    try (ResultLog log = open()) {
      append(log);
      try (LogReader reader = log.reader(new LogPosition(17, 4))) {
        assertThat(rest(reader)).containsExactly(0.0);
      }
    }
  }
}
