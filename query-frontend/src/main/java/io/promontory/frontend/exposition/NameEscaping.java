package io.promontory.frontend.exposition;

import org.jspecify.annotations.Nullable;

/** How names that older scrapers do not know are written for them. */
public enum NameEscaping {
  /** As they are; in quotes where the format asks for that. */
  NONE("allow-utf-8"),
  /** Each odd character becomes an underscore. */
  UNDERSCORES("underscores"),
  /** Dots become {@code _dot_}, underscores and odd characters two underscores. */
  DOTS("dots"),
  /** {@code U__} in front, odd characters as {@code _hex_}, underscores doubled. */
  VALUES("values");

  private final String text;

  NameEscaping(String text) {
    this.text = text;
  }

  /** The value of the parameter {@code escaping} of media types. */
  String text() {
    return text;
  }

  static @Nullable NameEscaping of(String text) {
    for (NameEscaping escaping : values()) {
      if (escaping.text.equals(text)) {
        return escaping;
      }
    }
    return null;
  }

  /** Whether every scraper knows a name. */
  static boolean isLegacy(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isLegacy(name.charAt(i), i)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isLegacy(int c, int at) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == ':'
        || (c >= '0' && c <= '9' && at > 0);
  }

  /** The name as it is written; names that every scraper knows stay as they are. */
  String escape(String name) {
    if (this == NONE || isLegacy(name)) {
      return name;
    }
    StringBuilder escaped = new StringBuilder(this == VALUES ? "U__" : "");
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      append(c, i, escaped);
      i += Character.charCount(c);
    }
    return escaped.toString();
  }

  private void append(int c, int at, StringBuilder escaped) {
    if (c == '_' && this != UNDERSCORES) {
      escaped.append("__");
    } else if (c == '.' && this == DOTS) {
      escaped.append("_dot_");
    } else if (isLegacy(c, at)) {
      escaped.appendCodePoint(c);
    } else if (this == VALUES) {
      boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      escaped.append('_').append(surrogate ? "FFFD" : Integer.toHexString(c)).append('_');
    } else {
      escaped.append(this == DOTS ? "__" : "_");
    }
  }
}
