package io.promontory.frontend.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A format that metrics are written in. OpenMetrics is not among them: as in Prometheus, who
 * federates gets the text format 0.0.4 for it.
 */
public record ExpositionFormat(Syntax syntax, NameEscaping escaping) {
  private static final String PROTOBUF = "application/vnd.google.protobuf";
  private static final String FAMILY = "io.prometheus.client.MetricFamily";

  /** What the bytes are. */
  public enum Syntax {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    PROTO_DELIMITED(PROTOBUF + "; proto=" + FAMILY + "; encoding=delimited"),
    PROTO_TEXT(PROTOBUF + "; proto=" + FAMILY + "; encoding=text"),
    PROTO_COMPACT(PROTOBUF + "; proto=" + FAMILY + "; encoding=compact-text");

    private final String contentType;

    Syntax(String contentType) {
      this.contentType = contentType;
    }
  }

  /** The format that a client likes best of those there are. */
  public static ExpositionFormat negotiate(String accept) {
    NameEscaping escaping = NameEscaping.UNDERSCORES;
    for (AcceptedType type : AcceptedType.parse(accept)) {
      NameEscaping asked = NameEscaping.of(type.param("escaping"));
      escaping = asked == null ? escaping : asked;
      if (type.type().equals(PROTOBUF) && type.param("proto").equals(FAMILY)) {
        for (Syntax syntax :
            List.of(Syntax.PROTO_DELIMITED, Syntax.PROTO_TEXT, Syntax.PROTO_COMPACT)) {
          if (syntax.contentType.endsWith("encoding=" + type.param("encoding"))) {
            return new ExpositionFormat(syntax, escaping);
          }
        }
      }
      boolean plain = type.param("version").isEmpty() || type.param("version").equals("0.0.4");
      if (type.type().equals("text/plain") && plain) {
        break;
      }
    }
    return new ExpositionFormat(Syntax.TEXT, escaping);
  }

  /** Whether it has native histograms. */
  public boolean hasNativeHistograms() {
    return syntax != Syntax.TEXT;
  }

  public String contentType() {
    return syntax.contentType + "; escaping=" + escaping.text();
  }

  /**
   * Writes families, one after the other.
   *
   * @param remarks for the comments of a format that has any
   */
  public void write(List<Family> families, List<String> remarks, OutputStream out)
      throws IOException {
    switch (syntax) {
      case TEXT -> new TextFormat(out, escaping).write(families, remarks);
      case PROTO_DELIMITED -> {
        for (Family family : families) {
          ProtoFamily.of(family, escaping).writeDelimitedTo(out);
        }
      }
      case PROTO_TEXT, PROTO_COMPACT -> {
        ProtoText text = new ProtoText(syntax == Syntax.PROTO_TEXT);
        for (Family family : families) {
          out.write(text.print(ProtoFamily.of(family, escaping)));
        }
      }
    }
  }
}
