package io.promontory.series.text.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OpenMetricsReaderTest {
  /** Samples as {@code labels value ms}. */
  private static List<String> read(InputStream in) throws IOException {
    OpenMetricsReader reader = new OpenMetricsReader(in);
    List<String> samples = new ArrayList<>();
    while (reader.next()) {
      samples.add(
          reader.labels()
              + " "
              + reader.value()
              + (reader.hasTimestamp() ? " " + reader.timestamp() : ""));
    }
    return samples;
  }

  private static List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /** A stream that gives one byte at a time. */
  private static InputStream trickle(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(1, length));
      }
    };
  }

  @TestFactory
  Stream<DynamicTest> acceptsAndRefusesAsPrometheusDoes() {
    if (!Reference.present()) {
      return Stream.of();
    }
    return JsonLines.reference("golden", "language", "openmetrics.jsonl").stream()
        .filter(line -> line.get("kind").asText().equals("import"))
        // Of one text, with a time beyond all times, Prometheus never gets to an end.
        .filter(line -> line.get("accepted").isBoolean())
        // What a block cannot hold is refused by whoever writes blocks.
        .filter(line -> !line.get("stderr").asText().contains("expected timestamp"))
        .filter(line -> !line.get("text").asText().isEmpty())
        .map(
            line -> {
              String text = line.get("text").asText();
              return dynamicTest(
                  text,
                  () -> {
                    if (line.get("accepted").asBoolean()) {
                      assertThat(read(trickle(text))).isEqualTo(read(text));
                    } else {
                      assertThatThrownBy(() -> read(text))
                          .isInstanceOf(OpenMetricsException.class)
                          .hasMessageStartingWith("line ");
                      assertThatThrownBy(() -> read(trickle(text)))
                          .isInstanceOf(OpenMetricsException.class);
                    }
                  });
            });
  }

  @Test
  void normalisesBoundsOfHistogramsAndQuantilesOfSummaries() throws IOException {
    assertThat(
            read(
                """
                # TYPE a histogram
                a_bucket{le="1"} 1 1
                a_bucket{le="+Inf"} 1 1
                a_bucket{le="x"} 1 1
                # TYPE b summary
                b{quantile="0.50",le="1"} 1 1
                # TYPE c gauge
                c{le="1"} 1
                # EOF
                """))
        .containsExactly(
            "{__name__=\"a_bucket\", le=\"1.0\"} 1.0 1000",
            "{__name__=\"a_bucket\", le=\"+Inf\"} 1.0 1000",
            "{__name__=\"a_bucket\", le=\"x\"} 1.0 1000",
            "{__name__=\"b\", le=\"1\", quantile=\"0.5\"} 1.0 1000",
            "{__name__=\"c\", le=\"1\"} 1.0");
  }

  @Test
  void readsNumbersToTheBit() throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong() & 0xffe_ffff_ffff_ffffL << 3);
            case 1 -> random.nextInt(1_000_000) / 1000.0;
            case 2 -> random.nextLong();
            default -> -random.nextDouble();
          };
      if (Double.isFinite(value)) {
        values.add(value);
        text.append("a ").append(value).append(" 1\n");
      }
    }
    OpenMetricsReader reader =
        new OpenMetricsReader(
            new ByteArrayInputStream(text.append("a nan 1\n# EOF\n").toString().getBytes(UTF_8)));
    for (double value : values) {
      assertThat(reader.next()).isTrue();
      assertThat(Double.doubleToRawLongBits(reader.value()))
          .isEqualTo(Double.doubleToRawLongBits(value));
    }
    assertThat(reader.next()).isTrue();
    assertThat(Double.doubleToRawLongBits(reader.value())).isEqualTo(0x7ff8000000000001L);
  }

  @Test
  void saysWhichLineIsWrong() {
    assertThatThrownBy(() -> read("# TYPE a gauge\na 1 1\na{b=\"c} 1 1\na 1 1\n# EOF\n"))
        .hasMessage("line 3: a quote is not closed");
    assertThatThrownBy(() -> read("a 1 1\n\n# EOF\n"))
        .hasMessage("line 2: a name cannot begin with \"\n\"".replace("\"\n\"", "a line break"));
    assertThatThrownBy(() -> read("{\"a\nb\"} 1 1\na x 1\n# EOF\n"))
        .hasMessageStartingWith("line 3: ");
    assertThatThrownBy(() -> read("a 1 1e300\n# EOF\n"))
        .hasMessage("line 1: the time 1.0E300 is beyond all times, in seconds");
    assertThatThrownBy(() -> read("a{b=\"1\",b=\"2\"} 1 1\n# EOF\n"))
        .hasMessage("line 1: a series has the label \"b\" twice");
  }

  @Test
  void refusesAnEntryWithoutEndInsteadOfHoldingIt() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }
        };
    assertThatThrownBy(() -> read(endless))
        .isInstanceOf(OpenMetricsException.class)
        .hasMessageContaining("goes on for more than");
  }

  @Test
  void brokenTextsAreRefusedAndNothingElse() throws IOException {
    String good =
        """
        # HELP a_seconds Help with \\n and \\\\.
        # TYPE a_seconds histogram
        # UNIT a_seconds seconds
        a_seconds_bucket{le="1.0",x="y\\"z"} 17 1767225600.5 # {trace="1"} 0.5 1767225600
        {"ü ä",b="c",} -1.5e-7 1767225600
        # EOF
        """;
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = good.getBytes(UTF_8);
      for (int k = random.nextInt(3); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) " \n\"{}=,\\#a1.xE\u00ff".charAt(random.nextInt(15));
      }
      try {
        read(new ByteArrayInputStream(bytes, 0, bytes.length - random.nextInt(3)));
      } catch (OpenMetricsException e) {
        assertThat(e.line()).as("seed %d", seed).isBetween(1L, 20L);
      }
    }
  }
}
