package io.promontory.rules.template.function;

/** Upper and lower case, character by character: {@code ß} stays, as in Go. */
final class Texts {
  private Texts() {}

  static String upper(String text) {
    return mapped(text, true);
  }

  static String lower(String text) {
    return mapped(text, false);
  }

  private static String mapped(String text, boolean upper) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> out.appendCodePoint(upper ? Character.toUpperCase(c) : Character.toLowerCase(c)));
    return out.toString();
  }
}
