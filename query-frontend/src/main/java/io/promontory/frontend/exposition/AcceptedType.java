package io.promontory.frontend.exposition;

import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One media type of an {@code Accept} header (RFC 9110 section 12.5.1), read as leniently as Go
 * clients and servers of metrics do: what has no form is passed over.
 *
 * @param type {@code text/plain}
 * @param quality 1 where none is given
 * @param params values as they are written, without unquoting
 */
record AcceptedType(String type, double quality, Map<String, String> params) {
  private static final int MOST = 100;

  /** The types of a header, those liked best first. */
  static List<AcceptedType> parse(String header) {
    List<AcceptedType> accepted = new ArrayList<>();
    for (String part : header.split(",", MOST)) {
      String[] pieces = part.strip().split(";");
      String type = pieces[0].strip();
      if (type.indexOf('/') <= 0 || type.indexOf('/') != type.lastIndexOf('/')) {
        continue;
      }
      Map<String, String> params = new HashMap<>();
      for (int i = 1; i < pieces.length; i++) {
        String[] pair = pieces[i].split("=", -1);
        if (pair.length == 2) {
          params.put(pair[0].strip(), pair[1].strip());
        }
      }
      accepted.add(new AcceptedType(type, quality(params.remove("q")), params));
    }
    accepted.sort((one, other) -> Double.compare(other.quality, one.quality));
    return accepted;
  }

  private static double quality(@Nullable String text) {
    try {
      return text == null ? 1 : GoNumbers.parseFloat(text);
    } catch (TextFormatException e) {
      return 0;
    }
  }

  String param(String name) {
    return params.getOrDefault(name, "");
  }
}
