package io.promontory.frontend.exposition;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.Utf8Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the text format 0.0.4, names in quotes where it takes them since version 1.0.0. */
final class TextFormat {
  private static final int FLUSH_CHARS = 1 << 15;

  private final OutputStream out;
  private final NameEscaping escaping;
  private final StringBuilder text = new StringBuilder();

  TextFormat(OutputStream out, NameEscaping escaping) {
    this.out = out;
    this.escaping = escaping;
  }

  void write(List<Family> families, List<String> remarks) throws IOException {
    for (String remark : remarks) {
      text.append("# ").append(remark.replace('\n', ' ')).append('\n');
    }
    for (Family family : families) {
      String name = escaping.escape(family.name());
      text.append("# TYPE ");
      name(name);
      text.append(family.kind() == Family.Kind.UNTYPED ? " untyped\n" : " histogram\n");
      for (Family.Point point : family.points()) {
        FloatHistogram histogram = point.histogram();
        if (histogram == null) {
          sample(name, point, "", point.value());
        } else {
          histogram(name, point, histogram);
        }
        if (text.length() > FLUSH_CHARS) {
          flush();
        }
      }
    }
    flush();
  }

  private void flush() throws IOException {
    out.write(Utf8Bytes.encode(text.toString()));
    text.setLength(0);
  }

  private void histogram(String name, Family.Point point, FloatHistogram histogram) {
    double[] cumulative = ClassicBuckets.cumulative(histogram);
    double[] bounds = histogram.layout().customBounds();
    for (int i = 0; i < bounds.length; i++) {
      sample(name + "_bucket", point, GoFloats.exposition(bounds[i]), cumulative[i]);
    }
    sample(name + "_bucket", point, "+Inf", histogram.count());
    sample(name + "_sum", point, "", histogram.sum());
    sample(name + "_count", point, "", histogram.count());
  }

  private void sample(String name, Family.Point point, String le, double value) {
    boolean legacy = NameEscaping.isLegacy(name);
    char separator = '{';
    if (!legacy) {
      text.append('{');
      separator = ',';
    }
    name(name);
    for (Family.Label label : point.labels()) {
      text.append(separator);
      name(escaping.escape(label.name()));
      text.append('=');
      quoted(label.value());
      separator = ',';
    }
    if (!le.isEmpty()) {
      text.append(separator).append("le=\"").append(le).append('"');
      separator = ',';
    }
    text.append(separator == '{' ? "" : "}");
    text.append(' ').append(GoFloats.exposition(value));
    text.append(' ').append(point.timestamp()).append('\n');
  }

  private void name(String name) {
    if (NameEscaping.isLegacy(name)) {
      text.append(name);
    } else {
      quoted(name);
    }
  }

  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '"' -> text.append("\\\"");
        default -> text.append(c);
      }
    }
    text.append('"');
  }
}
