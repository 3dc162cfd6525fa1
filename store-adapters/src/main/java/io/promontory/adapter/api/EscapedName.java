package io.promontory.adapter.api;

import io.promontory.series.labels.LabelNames;

/**
 * A label name as it stands in the path of a URL: names outside the legacy character set, and those
 * that look escaped, begin with {@code U__} and spell other characters as {@code _hex_}.
 */
public final class EscapedName {
  private static final String PREFIX = "U__";

  private EscapedName() {}

  public static String of(String name) {
    if (LabelNames.isLegacyLabelName(name) && !name.startsWith(PREFIX)) {
      return name;
    }
    StringBuilder escaped = new StringBuilder(PREFIX);
    name.codePoints()
        .forEach(
            c -> {
              if (c == '_') {
                escaped.append("__");
              } else if (isLetterOrDigit(c)) {
                escaped.append((char) c);
              } else {
                escaped.append('_').append(Integer.toHexString(c)).append('_');
              }
            });
    return escaped.toString();
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
