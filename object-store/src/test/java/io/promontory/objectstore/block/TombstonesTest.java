package io.promontory.objectstore.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.tombstones.Deletion;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.series.chunk.SampleColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deleted spans of time. */
class TombstonesTest {
  private static final BlockFileName NAME = new BlockFileName("b", "tombstones");

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.promontory.objectstore.block.GoldenBlocks#lines")
  void recordedOnesAreRead(JsonNode line) throws Exception {
    BlockReader block = GoldenBlocks.open(line);
    Tombstones.Builder expected = new Tombstones.Builder();
    for (JsonNode one : line.path("tombstones")) {
      expected.add(
          one.get("ref").asInt(), new Interval(one.get("from").asLong(), one.get("to").asLong()));
    }
    assertThat(block.tombstones()).isEqualTo(expected.build());
    assertThat(block.tombstones().intervals()).isEqualTo(line.path("tombstoneIntervals").asLong(0));
    Path file = GoldenBlocks.folder(line).resolve("tombstones");
    byte[] written = TombstonesFile.bytes(block.tombstones());
    if (Files.exists(file) && block.tombstones().isEmpty()) {
      assertThat(written).isEqualTo(Files.readAllBytes(file));
    }
    assertThat(TombstonesFile.parse(NAME, written)).isEqualTo(block.tombstones());
  }

  @Test
  void touchingIntervalsAreOne() {
    Tombstones tombstones =
        new Tombstones.Builder()
            .add(-2, new Interval(10, 20))
            .add(-2, new Interval(21, 30))
            .add(-2, new Interval(32, 40))
            .add(-2, new Interval(5, 12))
            .add(3, new Interval(Long.MIN_VALUE, Long.MAX_VALUE))
            .add(3, new Interval(7, 8))
            .build();
    assertThat(tombstones.of(-2)).containsExactly(new Interval(5, 30), new Interval(32, 40));
    assertThat(tombstones.of(3)).containsExactly(new Interval(Long.MIN_VALUE, Long.MAX_VALUE));
    assertThat(tombstones.of(4)).isEmpty();
    assertThat(tombstones.series()).containsExactly(3, -2);
    assertThat(TombstonesFile.parse(NAME, TombstonesFile.bytes(tombstones))).isEqualTo(tombstones);
  }

  @Test
  void damageIsSeen() {
    byte[] good =
        TombstonesFile.bytes(new Tombstones.Builder().add(7, new Interval(100, 2000)).build());
    for (int i = 0; i < good.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) (1 << bit);
        assertThatExceptionOfType(CorruptBlockException.class)
            .isThrownBy(() -> TombstonesFile.parse(NAME, bad));
      }
      byte[] cut = Arrays.copyOf(good, i);
      assertThatExceptionOfType(CorruptBlockException.class)
          .isThrownBy(() -> TombstonesFile.parse(NAME, cut));
    }
  }

  @Test
  void samplesInsideAreDropped() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Tombstones.Builder builder = new Tombstones.Builder();
      TreeSet<Long> left = new TreeSet<>();
      SampleColumns samples = new SampleColumns();
      for (int i = 0; i < 100; i++) {
        left.add((long) random.nextInt(300));
      }
      left.forEach(time -> samples.add(time, time * 0.5));
      samples.withStartTimes()[0] = left.first();
      for (int i = random.nextInt(5); i > 0; i--) {
        long from = random.nextInt(300);
        long to = from + random.nextInt(60);
        builder.add(1, new Interval(from, to));
        left.removeIf(time -> time >= from && time <= to);
      }
      List<Interval> intervals = builder.build().of(1);
      Deletion.apply(intervals, samples);
      assertThat(Arrays.copyOf(samples.timestamps, samples.size))
          .isEqualTo(left.stream().mapToLong(Long::longValue).toArray());
      for (int i = 0; i < samples.size; i++) {
        assertThat(samples.values[i]).isEqualTo(samples.timestamps[i] * 0.5);
      }
    }
  }
}
