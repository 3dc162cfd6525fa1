package io.promontory.frontend.http;

import io.promontory.frontend.http.PercentCoding.BadEscapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of one query string or form body, decoded as Go does: a pair with a semicolon or a bad
 * escape is dropped, and the first such fault is kept as {@code error}.
 */
record FormPairs(Map<String, List<String>> values, @Nullable String error) {
  /** Of a request that has none. */
  static final FormPairs NONE = new FormPairs(Map.of(), null);

  /** Reads {@code a=1&b=2}; empty pairs count for nothing. */
  static FormPairs parse(String encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String error = null;
    int start = 0;
    while (start <= encoded.length()) {
      int end = encoded.indexOf('&', start);
      end = end < 0 ? encoded.length() : end;
      if (end > start) {
        String fault = add(values, encoded.substring(start, end));
        error = error == null ? fault : error;
      }
      start = end + 1;
    }
    return new FormPairs(values, error);
  }

  private static @Nullable String add(Map<String, List<String>> values, String pair) {
    if (pair.indexOf(';') >= 0) {
      return "invalid semicolon separator in query";
    }
    int equals = pair.indexOf('=');
    try {
      String name = PercentCoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
      String value = equals < 0 ? "" : PercentCoding.decode(pair.substring(equals + 1), true);
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      return null;
    } catch (BadEscapeException e) {
      return e.getMessage();
    }
  }
}
