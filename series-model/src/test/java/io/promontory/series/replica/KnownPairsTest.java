package io.promontory.series.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.store.Series;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pairs of replicas that proxies merge by a window of time, or by the greater value, with what
 * their users complain of; here with the answer of the rule. A sample is {@code time=value}, a
 * histogram {@code time=hSUM}.
 */
class KnownPairsTest {
  private final ReplicaMerge merge = new ReplicaMerge();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a whole one is left alone           | 200=1 400=1                             | 100=2 300=2 500=2                           | 200=1 400=1
          too close is no fill                | 200=1 400=1                             | 100=2 300=2                                 | 200=1 400=1
          one scrape of both is one           | 100=1                                   | 101=2                                       | 100=1
          the first of both is preferred      | 101=1                                   | 100=2                                       | 101=1
          the other has nothing               | 100=1                                   | ''                                          | 100=1
          the denser one serves               | 1=1 6=1                                 | 1=2 2=2 3=2 4=2 5=2 6=2                     | 1=1 2=2 3=2 4=2 5=2 6=1
          a hole of copies is filled          | 10=1 20=1 50=1 60=1                     | 30=2 40=2 50=2 60=2                         | 10=1 20=1 30=2 40=2 50=1 60=1
          the greater value is not asked for  | 1=10 3=20 6=10                          | 1=10 2=10 3=10 4=10 5=10 6=10               | 1=10 2=10 3=10 4=10 5=10 6=10
          nor is it less                      | 1=10 3=20 6=20                          | 1=10 2=10 3=10 4=10 5=10 6=10               | 1=10 2=10 3=10 4=10 5=10 6=20
          nor does it leak to its neighbours  | 10=10 30=20 60=20                       | 10=10 20=10 30=10 40=10 50=10 60=10         | 10=10 20=10 30=10 40=10 50=10 60=20
          half an interval apart is no double | 0=1 60000=1 120000=1                    | 30000=2 90000=2 150000=2                    | 0=1 60000=1 120000=1
          one sample shows no denser replica  | 0=1 10000=1 20000=1 40000=1 50000=1     | 30000=2                                     | 0=1 10000=1 20000=1 40000=1 50000=1
          a lost scrape is filled             | 0=1 10000=1 20000=1 40000=1 50000=1     | 0=2 10000=2 20000=2 30000=2 40000=2 50000=2 | 0=1 10000=1 20000=1 30000=2 40000=1 50000=1
          whatever the phase                  | 0=1 10000=1 20000=1 40000=1 50000=1     | 4000=2 14000=2 24000=2 34000=2 44000=2      | 0=1 10000=1 20000=1 34000=2 40000=1 50000=1
          two samples are a replica too       | 0=1 60000=1                             | 5000=2                                      | 0=1 60000=1
          twice as dense                      | 0=1 60000=1 120000=1                    | 0=2 30000=2 60000=2 90000=2 120000=2        | 0=1 30000=2 60000=2 90000=2 120000=1
          greater values later are no matter  | 0=1 60000=1 120000=1                    | 5000=5 65000=5 125000=5                     | 0=1 60000=1 120000=1
          histograms: the denser one serves   | 100=h1 500=h1                           | 100=h2 300=h2 500=h2                        | 100=h1 300=h2 500=h1
          histograms: one scrape of both      | 100=h1                                  | 101=h2                                      | 100=h1
          both kinds are one timeline         | 100=1 150=h1 200=1                      | 100=2 150=h2 200=2 250=h2                   | 100=1 150=h1 200=1 250=h2
          histograms: no double               | 0=h1 60000=h1 120000=h1                 | 30000=h2 90000=h2 150000=h2                 | 0=h1 60000=h1 120000=h1
          a lost scrape is no other interval  | 0=1 60000=1 120000=1 240000=1 300000=1  | 30000=2 90000=2 150000=2 210000=2 270000=2  | 0=1 60000=1 120000=1 150000=2 240000=1 300000=1
          """)
  void areMergedByTheRule(String what, String a, String b, String expected) {
    assertThat(merged(a, b)).as(what).isEqualTo(expected);
  }

  private String merged(String a, String b) {
    SampleColumns first = columns(a);
    SampleColumns second = columns(b);
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (SampleColumns samples : new SampleColumns[] {first, second}) {
      if (samples.size > 0) {
        start = Math.min(start, samples.timestamps[0]);
        end = Math.max(end, samples.timestamps[samples.size - 1]);
      }
    }
    SampleColumns out = new SampleColumns();
    merge.merge(first, second, start, end, out);
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < out.size; i++) {
      FloatHistogram histogram = out.histograms == null ? null : out.histograms[i];
      text.add(
          out.timestamps[i]
              + "="
              + (histogram == null ? "" + (long) out.values[i] : "h" + (long) histogram.sum()));
    }
    return text.toString();
  }

  private static SampleColumns columns(String text) {
    SampleColumns columns = new SampleColumns();
    for (String sample : text.isEmpty() ? new String[0] : text.split(" ")) {
      int at = sample.indexOf('=');
      long time = Long.parseLong(sample.substring(0, at));
      String value = sample.substring(at + 1);
      if (value.startsWith("h")) {
        columns.add(
            time,
            new FloatHistogram(
                HistogramLayout.EMPTY,
                ResetHint.UNKNOWN,
                1,
                0,
                Double.parseDouble(value.substring(1)),
                new double[0]));
      } else {
        columns.add(time, Double.parseDouble(value));
      }
    }
    return columns;
  }

  /** However late the only sample of the other comes. */
  @Test
  void whoHasNothingInTheTimeReadServesNobody() {
    Scrapes hole = Scrapes.at(0, 3_600_000);
    Scrapes one = Scrapes.at(1_800_000);
    SampleColumns out = new SampleColumns();
    for (Series series :
        List.of(
            Scrapes.series(hole, one),
            Scrapes.series(one, hole),
            Scrapes.series(hole, hole, one),
            Scrapes.series(hole, one, hole),
            Scrapes.series(one, hole, one))) {
      new ReplicaDecoder().decode(series, 1_700_000, 1_800_001, Reduction.MEAN, out);
      assertThat(out.size).isOne();
      assertThat(out.timestamps[0]).isEqualTo(1_800_000);
    }
  }
}
