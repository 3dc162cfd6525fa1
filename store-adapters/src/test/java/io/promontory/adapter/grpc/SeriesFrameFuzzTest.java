package io.promontory.adapter.grpc;

import io.promontory.proto.thanos.SeriesBatch;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import io.promontory.series.store.StoreException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a StoreAPI server sends, reading it ends in series or in a store's own error. */
class SeriesFrameFuzzTest {
  @Test
  void damagedFrames() {
    frames(20_000);
  }

  @Tag("long")
  @Test
  void manyDamagedFrames() {
    frames(1_000_000);
  }

  private static void frames(int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SeriesFrameParser parser = new SeriesFrameParser("fuzzed");
    for (int round = 0; round < rounds; round++) {
      byte[] bytes = frame(random);
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        parser.parse(new RawFrame(bytes), new ArrayList<>(), warning -> {}, hint -> {});
      } catch (StoreException e) {
        // The answer to a broken frame.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }

  private static byte[] frame(Random random) {
    byte[] data = new byte[random.nextInt(30)];
    random.nextBytes(data);
    Encoding encoding = Encoding.ofCode(random.nextInt(1, 7));
    Series series =
        Series.of(
            Labels.of("__name__", "m", "i", "" + random.nextInt(10)),
            List.of(Chunk.of(encoding, 0, 10, data)));
    var message = new SeriesEncoder(Set.of(), false, true).encode(series).getFirst().message();
    SeriesResponse.Builder response = SeriesResponse.newBuilder();
    switch (random.nextInt(3)) {
      case 0 -> response.setSeries(message);
      case 1 -> response.setBatch(SeriesBatch.newBuilder().addSeries(message));
      default -> response.setWarning("something is missing");
    }
    return response.build().toByteArray();
  }
}
