package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkCutTest {
  private final SampleColumns out = new SampleColumns();

  @Test
  void whatLiesWithinIsHandedOnAsItIs() {
    List<Chunk> chunks = List.of(floats(10, 20), floats(30, 40));
    assertThat(new ChunkCut(10, 40).of(chunks)).isSameAs(chunks);
    List<Chunk> cut = new ChunkCut(15, 40).of(chunks);
    assertThat(cut).hasSize(2);
    assertThat(cut.get(1)).isSameAs(chunks.get(1));
    assertThat(new ChunkCut(41, 50).of(chunks)).isEmpty();
    assertThat(new ChunkCut(22, 28).of(List.of(floats(20, 30)))).isEmpty();
  }

  @Test
  void chunksAreCutToTheSample() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns expected = new SampleColumns();
    for (int round = 0; round < 300; round++) {
      List<Chunk> chunks = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        chunks.add(random(random));
      }
      long min = random.nextInt(2000);
      long max = min + random.nextInt(2000);
      List<Chunk> cut = new ChunkCut(min, max).of(chunks);
      decoder.decode(chunks, min, max, expected);
      decoder.decode(cut, Long.MIN_VALUE, Long.MAX_VALUE, out);
      assertThat(text(out)).as("seed " + seed).isEqualTo(text(expected));
      assertThat(cut)
          .as("seed " + seed)
          .allMatch(chunk -> chunk.minTime() >= min && chunk.maxTime() <= max);
    }
  }

  @Test
  void aHistogramBehindTheCutTellsNothingOfAReset() {
    OpenChunk open = new OpenChunk();
    for (long time : new long[] {10, 20, 30}) {
      open.append(
          time,
          new FloatHistogram(HistogramLayout.EMPTY, ResetHint.UNKNOWN, 1, 0, time, new double[0]),
          0);
    }
    List<Chunk> cut = new ChunkCut(15, 99).of(List.of(open.toChunk()));
    new SeriesDecoder().decode(cut, Long.MIN_VALUE, Long.MAX_VALUE, out);
    assertThat(out.size).isEqualTo(2);
    assertThat(out.histograms).isNotNull();
    assertThat(out.histograms[0].hint()).isEqualTo(ResetHint.UNKNOWN);
    assertThat(out.histograms[1].hint()).isEqualTo(ResetHint.NOT_RESET);
    assertThat(out.histograms[0].sum()).isEqualTo(20);
  }

  @Test
  void whatIsDamagedIsLeftToItsReader() {
    Chunk damaged = Chunk.of(Encoding.XOR, 0, 100, new byte[] {0, 9, 1});
    assertThat(new ChunkCut(50, 99).of(List.of(damaged))).containsExactly(damaged);
  }

  private static Chunk floats(long... times) {
    XorWriter writer = new XorWriter();
    for (long time : times) {
      writer.append(time, time);
    }
    return writer.toChunk();
  }

  private static Chunk random(Random random) {
    OpenChunk open = new OpenChunk();
    long time = random.nextInt(2000);
    boolean starts = random.nextInt(4) == 0;
    for (int i = random.nextInt(60); i >= 0; i--) {
      Chunk unused = open.append(time, random.nextInt(100), starts ? time - 1 : 0);
      time += 1 + random.nextInt(40);
    }
    return open.toChunk();
  }

  private static String text(SampleColumns columns) {
    StringBuilder text = new StringBuilder();
    long[] starts = columns.startTimes;
    for (int i = 0; i < columns.size; i++) {
      text.append(columns.timestamps[i]).append('=').append(columns.values[i]);
      text.append('@').append(starts == null ? 0 : starts[i]).append(' ');
    }
    return text.toString();
  }
}
