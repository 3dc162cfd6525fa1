package io.promontory.it.bench.data;

import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Part of another data set, as one of several servers holds it.
 *
 * @param name of the part
 * @param numbers of its series in the whole
 * @param shiftMs by how much later all samples are
 * @param there which samples were scraped
 */
public record Part(DataSet whole, String name, int[] numbers, long shiftMs, IntPredicate there)
    implements DataSet {
  /** Every so many of the series, from one on. */
  public static Part shard(DataSet whole, int index, int of) {
    return new Part(
        whole,
        whole.name() + "-shard-" + index + "-of-" + of,
        IntStream.range(0, whole.series().size()).filter(i -> i % of == index).toArray(),
        0,
        sample -> true);
  }

  /** All series, scraped at other times and with holes. */
  public static Part replica(DataSet whole, String name, long shiftMs, IntPredicate there) {
    return new Part(
        whole,
        whole.name() + "-" + name,
        IntStream.range(0, whole.series().size()).toArray(),
        shiftMs,
        there);
  }

  @Override
  public List<Labels> series() {
    return IntStream.of(numbers).mapToObj(whole.series()::get).toList();
  }

  @Override
  public int samples() {
    return whole.samples();
  }

  @Override
  public long startMs() {
    return whole.startMs() + shiftMs;
  }

  @Override
  public long intervalMs() {
    return whole.intervalMs();
  }

  @Override
  public boolean has(int sample) {
    return there.test(sample);
  }

  @Override
  public void values(int number, double[] into) {
    whole.values(numbers[number], into);
  }
}
