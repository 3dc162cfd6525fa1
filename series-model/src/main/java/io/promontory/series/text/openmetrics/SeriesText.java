package io.promontory.series.text.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.text.TextFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a series: {@code name}, <code>name{label="value"}</code> or <code>
 * {"name","label"="value"}</code>, without blanks. Failures are {@link TextFormatException}s.
 */
final class SeriesText {
  private final byte[] bytes;
  private final int end;
  private final MetricType type;
  private final List<Label> labels = new ArrayList<>();
  private @Nullable String metricName;
  private int at;

  private record Label(String name, String value) {}

  private SeriesText(byte[] bytes, int from, int to, MetricType type) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.type = type;
  }

  /** The labels of the series that the bytes between two indices are. */
  static Labels parse(byte[] bytes, int from, int to, MetricType type) {
    SeriesText text = new SeriesText(bytes, from, to, type);
    if (text.peek() != '{') {
      text.metricName = text.bareName(true);
    }
    if (text.at < to) {
      text.braces(true);
    }
    if (text.at < to) {
      throw new TextFormatException("\"" + (char) text.peek() + "\" follows a series");
    }
    return text.labels();
  }

  /** Checks the labels of an exemplar; returns the index behind them. */
  static int checkExemplar(byte[] bytes, int from, int to) {
    SeriesText text = new SeriesText(bytes, from, to, MetricType.UNKNOWN);
    text.braces(false);
    return text.at;
  }

  private Labels labels() {
    if (metricName == null) {
      throw new TextFormatException("a series has no metric name");
    }
    labels.add(new Label(Labels.METRIC_NAME, metricName));
    labels.removeIf(label -> label.value.isEmpty());
    labels.sort(Comparator.comparing(Label::name, Utf8Order.INSTANCE));
    String[] pairs = new String[2 * labels.size()];
    for (int i = 0; i < labels.size(); i++) {
      pairs[2 * i] = labels.get(i).name;
      pairs[2 * i + 1] = labels.get(i).value;
      if (i > 0 && pairs[2 * i].equals(pairs[2 * i - 2])) {
        throw new TextFormatException("a series has the label \"" + pairs[2 * i] + "\" twice");
      }
    }
    if (pairs.length == 0) {
      throw new TextFormatException("a series has no labels");
    }
    return Labels.ofSorted(pairs);
  }

  /**
   * @param series whether a quoted text without value is the metric name
   */
  private void braces(boolean series) {
    expect('{', "a label list");
    while (peek() != '}') {
      boolean quoted = peek() == '"';
      String name = quoted ? quoted(series) : bareName(false);
      if (series && quoted && (peek() == ',' || peek() == '}')) {
        if (metricName != null) {
          throw new TextFormatException("a series has a second name, \"" + name + "\"");
        }
        metricName = name;
      } else {
        expect('=', "the label name " + name);
        String value = quoted(false);
        labels.add(new Label(name, type.normal(name, value)));
      }
      if (peek() != '}') {
        expect(',', "a label");
      }
    }
    at++;
  }

  private String bareName(boolean metric) {
    int from = at;
    while (at < end && isNameByte(bytes[at], metric, at > from)) {
      at++;
    }
    if (at == from) {
      throw new TextFormatException("a name was expected, but there is " + shown());
    }
    return new String(bytes, from, at - from, UTF_8);
  }

  /** Whether a byte may stand in a name without quotes. */
  static boolean isNameByte(int b, boolean metric, boolean inside) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '_'
        || (metric && b == ':')
        || (inside && b >= '0' && b <= '9');
  }

  private String quoted(boolean lineBreaks) {
    expect('"', "a name or =");
    int from = at;
    boolean escaped = false;
    while (peek() != '"') {
      if (bytes[at] == '\\') {
        escaped = true;
        at++;
      }
      if (peek() == '\n' && (!lineBreaks || bytes[at - 1] == '\\')) {
        throw new TextFormatException("a line ends within quotes");
      }
      at++;
    }
    String text = utf8(from, at);
    at++;
    return escaped ? unescaped(text) : text;
  }

  private String utf8(int from, int to) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      throw new TextFormatException("a text in quotes is no UTF-8");
    }
  }

  /** A backslash stands for itself but before quotes, n and a backslash. */
  static String unescaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (next == 'n') {
        out.append('\n');
        i++;
      } else if (next == '"' || next == '\\') {
        out.append(next);
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void expect(char wanted, String behind) {
    if (peek() != wanted) {
      throw new TextFormatException(
          "\"" + wanted + "\" was expected at " + behind + ", but there is " + shown());
    }
    at++;
  }

  private int peek() {
    if (at >= end) {
      throw new TextFormatException("a series is cut off: a quote or a brace is not closed");
    }
    return bytes[at] & 0xff;
  }

  private String shown() {
    return at < end ? "\"" + (char) (bytes[at] & 0xff) + "\"" : "the end of the series";
  }
}
