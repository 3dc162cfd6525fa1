package io.promontory.promql.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code limit_ratio}: the series whose place between 0 and 1, by a hash of their labels, lies
 * below the ratio; under a negative ratio those that its complement leaves out.
 *
 * <p>The hash is that of Prometheus' own build (xxhash64, seed 0, of each name and value behind its
 * length: one byte below 255, else 255 and three bytes, lowest first), so that both choose the same
 * series.
 */
final class RatioOperator implements VectorOperator {
  private static final int LONG_TEXT = 255;

  private final VectorOperator input;
  private final double[] ratios;

  /** Takes a ratio between -1 and 1 for each step. */
  RatioOperator(VectorOperator input, double[] ratios) {
    this.input = input;
    this.ratios = ratios;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    input.feed(() -> new Choice<>(consumers.get()), choice -> inOrder.accept(choice.consumer));
  }

  private final class Choice<C extends SeriesConsumer> implements SeriesConsumer {
    private final C consumer;

    Choice(C consumer) {
      this.consumer = consumer;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      double place = place(labels);
      for (int step = 0; step < ratios.length; step++) {
        double ratio = ratios[step];
        column.present[step] &= ratio >= 0 ? place < ratio : place >= 1 + ratio;
      }
      if (!column.isEmpty()) {
        consumer.accept(labels, nameDropped, column);
      }
    }
  }

  private static double place(Labels labels) {
    HashStream64 hash = Hashing.xxh64().hashStream();
    for (int i = 0; i < labels.size(); i++) {
      put(hash, labels.name(i));
      put(hash, labels.value(i));
    }
    return unsigned(hash.getAsLong()) / 0x1p64;
  }

  private static void put(HashStream64 hash, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length < LONG_TEXT) {
      hash.putByte((byte) bytes.length);
    } else {
      hash.putByte((byte) LONG_TEXT)
          .putByte((byte) bytes.length)
          .putByte((byte) (bytes.length >> 8))
          .putByte((byte) (bytes.length >> 16));
    }
    hash.putBytes(bytes);
  }

  /** An unsigned long as a double; the lowest bit takes part in rounding. */
  private static double unsigned(long value) {
    return value >= 0 ? value : 2.0 * (value >>> 1 | (value & 1));
  }
}
