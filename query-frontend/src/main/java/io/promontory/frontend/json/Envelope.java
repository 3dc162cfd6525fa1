package io.promontory.frontend.json;

import java.io.IOException;
import java.util.List;

/** The object around every answer of the API. */
public final class Envelope {
  private static final int MOST_ANNOTATIONS = 10;

  private Envelope() {}

  /**
   * An answer. Of warnings and infos the first ten are shown, then one line says how many were left
   * out; empty lists leave no key.
   */
  public static JsonBody success(JsonBody data, List<String> warnings, List<String> infos) {
    return out -> {
      out.raw("{\"status\":\"success\",\"data\":");
      data.writeTo(out);
      annotations(out, "warnings", "warning", warnings);
      annotations(out, "infos", "info", infos);
      out.raw('}');
    };
  }

  /** A failure; it never has {@code data}, whose mere presence breaks Grafana's reader. */
  public static JsonBody error(String errorType, String message) {
    return out ->
        out.raw("{\"status\":\"error\",\"errorType\":")
            .string(errorType, Escaping.HTML)
            .raw(",\"error\":")
            .string(message, Escaping.HTML)
            .raw('}');
  }

  private static void annotations(JsonOutput out, String key, String kind, List<String> texts)
      throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    out.raw(",\"").raw(key).raw("\":[");
    int shown = Math.min(texts.size(), MOST_ANNOTATIONS);
    for (int i = 0; i < shown; i++) {
      out.raw(i == 0 ? "" : ",").string(texts.get(i), Escaping.HTML);
    }
    if (texts.size() > shown) {
      String omitted = (texts.size() - shown) + " more " + kind + " annotations omitted";
      out.raw(',').string(omitted, Escaping.HTML);
    }
    out.raw(']');
  }
}
