package io.promontory.frontend.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
  private static byte[] bytes(JsonBody body) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(sink);
    body.writeTo(out);
    out.flush();
    return sink.toByteArray();
  }

  private static String text(JsonBody body) throws IOException {
    return new String(bytes(body), UTF_8);
  }

  private static String string(String text, Escaping escaping) throws IOException {
    return text(out -> out.string(text, escaping));
  }

  @Test
  void eachEncoderEscapesItsOwnSet() throws IOException {
    String all = "a\"\\/\n\r\t\b\f\u0000\u001f\u007f<>&'\u2028\u2029é日😀";
    assertThat(string(all, Escaping.LABELS))
        .isEqualTo("\"a\\\"\\\\/\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u007f<>&'\u2028\u2029é日😀\"");
    assertThat(string(all, Escaping.HTML))
        .isEqualTo(
            "\"a\\\"\\\\/\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u007f\\u003c\\u003e\\u0026'\\u2028\\u2029é日😀\"");
    assertThat(string("\b\f<", Escaping.HTML_SHORT)).isEqualTo("\"\\b\\f\\u003c\"");
  }

  @Test
  void bytesThatAreNoUtf8PassInLabelsOnly() throws IOException {
    assertThat(bytes(out -> out.string("a\udcff\udc80b", Escaping.LABELS)))
        .isEqualTo("\"a\u00ff\u0080b\"".getBytes(ISO_8859_1));
    assertThat(string("a\udcffb", Escaping.HTML)).isEqualTo("\"a\\ufffdb\"");
    assertThat(string("\ud83d", Escaping.LABELS)).isEqualTo("\"\\ufffd\"");
  }

  @Test
  void pointsCarryMillisecondsOnlyWhereThereAreAny() throws IOException {
    assertThat(text(out -> out.point(1_500, 1))).isEqualTo("[1.500,\"1\"]");
    assertThat(text(out -> out.point(-1_500, -0.0))).isEqualTo("[-1.500,\"-0\"]");
    assertThat(text(out -> out.point(-1, 1e21))).isEqualTo("[-0.001,\"1e+21\"]");
    assertThat(text(out -> out.point(1_767_225_600_000L, Double.NaN)))
        .isEqualTo("[1767225600,\"NaN\"]");
    assertThat(text(out -> out.point(Long.MIN_VALUE, -Double.MIN_NORMAL)))
        .isEqualTo("[-9223372036854775.808,\"-2.2250738585072014e-308\"]");
  }

  @Test
  void numbersAreGoS() throws IOException {
    assertThat(text(out -> out.number(0.0000001))).isEqualTo("1e-7");
    assertThat(text(out -> out.number(1.5e-10))).isEqualTo("1.5e-10");
    assertThat(text(out -> out.number(0.25))).isEqualTo("0.25");
    assertThat(text(out -> out.number(0.0))).isEqualTo("0");
    assertThat(text(out -> out.number(1e22))).isEqualTo("1e+22");
    assertThat(text(out -> out.number(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
    assertThatThrownBy(() -> text(out -> out.number(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSmallBufferSpillsWithoutLosingAByte() throws IOException {
    StringBuilder expected = new StringBuilder();
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(sink, 1);
    for (int i = 0; i < 2_000; i++) {
      out.string("é".repeat(i % 50), Escaping.HTML).point(i * 1_001L, i / 3.0).raw(',');
      expected.append('"').append("é".repeat(i % 50)).append("\"[").append(i * 1_001L / 1_000);
      if (i % 1_000 != 0) {
        expected.append(String.format(".%03d", i % 1_000));
      }
      expected.append(",\"").append(i % 3 == 0 ? "" + i / 3 : Double.toString(i / 3.0));
      expected.append("\"],");
    }
    out.flush();
    assertThat(sink.toString(UTF_8)).isEqualTo(expected.toString());
  }

  @Test
  void nothingLeavesBeforeTheBufferIsFull() throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(sink);
    out.string("x".repeat(60_000), Escaping.HTML);
    assertThat(sink.size()).isZero();
    out.string("x".repeat(60_000), Escaping.HTML);
    assertThat(sink.size()).isPositive();
  }

  @Test
  void longTextPassesWhole() throws IOException {
    String text = "x".repeat(200_000);
    assertThat(text(out -> out.raw(text))).isEqualTo(text);
  }
}
