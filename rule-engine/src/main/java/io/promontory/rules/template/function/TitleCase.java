package io.promontory.rules.template.function;

import java.util.Locale;

/**
 * The first letter of each word as a capital, the rest as it is. Words are those of Unicode's Annex
 * 29, which keep {@code o'neil}, {@code a.b} and {@code x_y} together; digits in front do not
 * count: {@code 1st} becomes {@code 1St}.
 */
final class TitleCase {
  private TitleCase() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean cased =
          Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
      if (cased && !inWord) {
        out.append(capital(c));
        inWord = true;
      } else {
        out.appendCodePoint(c);
        inWord &= staysInWord(text, c, at, next);
      }
      at = next;
    }
    return out.toString();
  }

  private static boolean staysInWord(String text, int c, int at, int next) {
    if (c == '_' || Character.isDigit(c) || isWordLetter(c)) {
      return true;
    }
    switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.FORMAT,
          Character.CONNECTOR_PUNCTUATION -> {
        return true;
      }
      default -> {
        // punctuation may join
      }
    }
    boolean joins = c == '\'' || c == '.' || c == ':' || c == '·' || c == '’' || c == '‘';
    return joins
        && at > 0
        && isWordLetter(text.codePointBefore(at))
        && next < text.length()
        && isWordLetter(text.codePointAt(next));
  }

  private static boolean isWordLetter(int c) {
    return Character.isLetter(c) && !Character.isIdeographic(c);
  }

  private static String capital(int c) {
    String upper = Character.toString(c).toUpperCase(Locale.ROOT);
    if (upper.codePointCount(0, upper.length()) == 1) {
      return Character.toString(Character.toTitleCase(c));
    }
    int first = Character.charCount(upper.codePointAt(0)); // ß and ligatures
    return upper.substring(0, first) + upper.substring(first).toLowerCase(Locale.ROOT);
  }
}
