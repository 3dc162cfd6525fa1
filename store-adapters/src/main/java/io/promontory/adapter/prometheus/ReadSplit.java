package io.promontory.adapter.prometheus;

import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to cut a read in parts: each part takes some values of one label, and the last takes
 * whatever is not in the others, so that the parts are always the whole, also where values have
 * appeared since.
 */
record ReadSplit(String label, List<List<String>> named) {
  ReadSplit {
    named = List.copyOf(named);
  }

  /** One matcher for each part. */
  List<Matcher> parts() {
    List<Matcher> parts = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (List<String> values : named) {
      parts.add(Matcher.of(Matcher.Type.RE, label, alternatives(values)));
      all.addAll(values);
    }
    parts.add(Matcher.of(Matcher.Type.NRE, label, alternatives(all)));
    return parts;
  }

  private static String alternatives(List<String> values) {
    StringBuilder regex = new StringBuilder();
    for (String value : values) {
      regex.append(regex.isEmpty() ? "" : "|");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
          regex.append('\\');
        }
        regex.append(c);
      }
    }
    return regex.toString();
  }
}
