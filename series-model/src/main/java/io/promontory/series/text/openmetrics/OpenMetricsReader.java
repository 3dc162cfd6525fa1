package io.promontory.series.text.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.labels.Labels;
import io.promontory.series.text.TextFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/**
 * Reads OpenMetrics text sample by sample. Accepts and refuses what {@code promtool tsdb
 * create-blocks-from openmetrics} of Prometheus 3 does: single blanks, no comments, {@code # EOF}
 * at the end, names in quotes, samples of any type in any order. Exemplars are checked and left
 * out; {@code _created} samples are samples like others. Used by one thread.
 */
public final class OpenMetricsReader {
  private final TextWindow window;
  private final SeriesCache series = new SeriesCache();
  private MetricType type = MetricType.UNKNOWN;
  private long line = 1;
  private long entryLine = 1;
  private Labels labels = Labels.EMPTY;
  private double value;
  private boolean timestamped;
  private long timestamp;

  /**
   * @param in read in large pieces; the caller closes it
   */
  public OpenMetricsReader(InputStream in) {
    window = new TextWindow(in);
  }

  /**
   * Moves to the next sample.
   *
   * @return whether there is one
   * @throws OpenMetricsException if the text breaks the format
   * @throws IOException if the stream fails
   */
  public boolean next() throws IOException {
    try {
      while (true) {
        window.begin();
        entryLine = line;
        switch (window.peek()) {
          case -1 -> throw new TextFormatException("the text does not end with \"# EOF\"");
          case '#' -> {
            if (!comment()) {
              return false;
            }
          }
          default -> {
            sample();
            return true;
          }
        }
      }
    } catch (TextFormatException e) {
      throw new OpenMetricsException(entryLine, String.valueOf(e.getMessage()));
    } catch (TextWindow.EntryTooLongException e) {
      throw new OpenMetricsException(
          entryLine, "goes on for more than " + TextWindow.MOST_ENTRY_BYTES + " bytes");
    }
  }

  /** Labels of the sample's series, the metric name among them. */
  public Labels labels() {
    return labels;
  }

  /** The sample's value; a NaN has the bits of Prometheus' ordinary one. */
  public double value() {
    return value;
  }

  public boolean hasTimestamp() {
    return timestamped;
  }

  /** Time of the sample, ms since the epoch; its fraction of a ms is cut off. */
  public long timestamp() {
    return timestamp;
  }

  /** Line of the sample, from 1. */
  public long line() {
    return entryLine;
  }

  /** An exception for the sample, which says its line. */
  public OpenMetricsException refused(String problem) {
    return new OpenMetricsException(entryLine, problem);
  }

  /** Bytes of the stream that were read as text. */
  public long position() {
    return window.position();
  }

  /** Reads a line that begins with #; false if it is the end. */
  private boolean comment() throws IOException {
    skipWord("#");
    expect(' ');
    switch (window.peek()) {
      case 'E' -> {
        skipWord("EOF");
        if (window.peek() == '\n') {
          window.skip();
        }
        if (window.peek() >= 0) {
          throw new TextFormatException("something follows \"# EOF\"");
        }
        return false;
      }
      case 'H' -> {
        skipWord("HELP");
        metricName();
        utf8(restOfLine());
      }
      case 'T' -> {
        skipWord("TYPE");
        metricName();
        type = typeOf(utf8(restOfLine()));
      }
      case 'U' -> {
        skipWord("UNIT");
        String name = metricName();
        String unit = utf8(restOfLine());
        if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
          throw new TextFormatException(
              "\"" + name + "\" does not end with its unit, \"_" + unit + "\"");
        }
      }
      default ->
          throw new TextFormatException("only HELP, TYPE, UNIT and EOF can follow \"# \", once");
    }
    return true;
  }

  private static MetricType typeOf(String text) {
    for (MetricType type : MetricType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
        return type;
      }
    }
    throw new TextFormatException("\"" + text + "\" is no type of metrics");
  }

  /** The name behind a keyword, escapes untouched. */
  private String metricName() throws IOException {
    expect(' ');
    int from = window.offset();
    boolean quoted = window.peek() == '"';
    if (quoted) {
      skipQuoted(true);
    } else {
      skipName();
    }
    String name = utf8(from, window.offset());
    return quoted ? name.substring(1, name.length() - 1) : name;
  }

  /** What stands behind a blank, up to the end of the line; returns where it begins. */
  private int restOfLine() throws IOException {
    expect(' ');
    int from = window.offset();
    for (int c = window.peek(); c != '\n'; c = window.peek()) {
      if (c < 0) {
        throw new TextFormatException("the line is cut off");
      }
      window.skip();
    }
    return from;
  }

  private String utf8(int from) {
    String text = utf8(from, window.offset());
    endLine();
    return text;
  }

  private String utf8(int from, int to) {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(window.bytes(), window.start() + from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new TextFormatException("the text is no UTF-8");
    }
  }

  private void sample() throws IOException {
    skipSeries();
    int end = window.offset();
    int start = window.start();
    labels = series.get(window.bytes(), start, start + end, type);
    value = number();
    timestamped = false;
    if (window.peek() == ' ') {
      afterValue();
    }
    if (window.peek() != '\n') {
      throw new TextFormatException(
          window.peek() < 0 ? "the line is cut off" : "something follows the sample");
    }
    endLine();
  }

  private void afterValue() throws IOException {
    int from = window.offset();
    window.skip();
    if (window.peek() != '#') {
      timestamped = true;
      timestamp = millis(numberBehindBlank(from));
      if (window.peek() != ' ') {
        return;
      }
      window.skip();
    }
    exemplar();
  }

  /** Reads an exemplar from its # on. */
  private void exemplar() throws IOException {
    skipWord("#");
    int from = restOfLine();
    int start = window.start();
    int end = start + window.offset();
    byte[] bytes = window.bytes();
    int at = SeriesText.checkExemplar(bytes, start + from, end);
    int numbers = 0;
    while (at < end) {
      int next = at + 1;
      while (next < end && bytes[next] != ' ') {
        next++;
      }
      if (bytes[at] != ' ' || next == at + 1 || ++numbers > 2) {
        throw new TextFormatException("something other than a value and a time is in an exemplar");
      }
      double number = FloatText.parse(bytes, at + 1, next);
      if (numbers == 2) {
        millis(number);
      }
      at = next;
    }
    if (numbers == 0) {
      throw new TextFormatException("an exemplar has no value");
    }
  }

  private double number() throws IOException {
    int from = window.offset();
    expect(' ');
    return numberBehindBlank(from);
  }

  /**
   * @param from where in the entry the blank is
   */
  private double numberBehindBlank(int from) throws IOException {
    int c = window.peek();
    while (c >= 0 && c != ' ' && c != '\n') {
      window.skip();
      c = window.peek();
    }
    int start = window.start();
    return FloatText.parse(window.bytes(), start + from + 1, start + window.offset());
  }

  private static long millis(double seconds) {
    double millis = seconds * 1000;
    if (!(Math.abs(millis) < 0x1p63)) {
      throw new TextFormatException("the time " + seconds + " is beyond all times, in seconds");
    }
    return (long) millis;
  }

  /** Goes to the end of a series, whatever is in it. */
  private void skipSeries() throws IOException {
    if (window.peek() != '{') {
      skipName();
    }
    if (window.peek() == '{') {
      window.skip();
      int last = 0;
      for (int c = window.peek(); c != '}'; c = window.peek()) {
        if (c == '"') {
          skipQuoted(last != '=');
        } else if (c < 0 || c == '\n') {
          return;
        } else {
          window.skip();
        }
        last = c;
      }
      window.skip();
    }
  }

  private void skipName() throws IOException {
    int from = window.offset();
    int c = window.peek();
    while (c >= 0 && SeriesText.isNameByte(c, true, window.offset() > from)) {
      window.skip();
      c = window.peek();
    }
    if (window.offset() == from) {
      throw new TextFormatException(
          c < 0
              ? "the line is cut off"
              : "a name cannot begin with "
                  + (c == '\n' ? "a line break" : "\"" + (char) c + "\""));
    }
  }

  /**
   * @param lineBreaks whether the text may go over several lines: a name may
   */
  private void skipQuoted(boolean lineBreaks) throws IOException {
    window.skip();
    for (int c = window.peek(); c != '"'; c = window.peek()) {
      boolean escaped = c == '\\';
      if (escaped) {
        window.skip();
        c = window.peek();
      }
      if (c < 0 || (c == '\n' && (escaped || !lineBreaks))) {
        throw new TextFormatException("a quote is not closed");
      }
      if (c == '\n') {
        line++;
      }
      window.skip();
    }
    window.skip();
  }

  private void skipWord(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private void expect(char wanted) throws IOException {
    int c = window.peek();
    if (c != wanted) {
      throw new TextFormatException(
          (wanted == ' ' ? "a blank" : "\"" + wanted + "\"")
              + " was expected, but there is "
              + (c < 0 ? "the end" : c == '\n' ? "the end of the line" : "\"" + (char) c + "\""));
    }
    window.skip();
  }

  /** Goes to the next line. */
  private void endLine() {
    window.skip();
    line++;
  }
}
