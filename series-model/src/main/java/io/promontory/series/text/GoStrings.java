package io.promontory.series.text;

/** Go's quoted form of a string ({@code strconv.Quote}). */
public final class GoStrings {
  private GoStrings() {}

  /**
   * Quotes with double quotes; printable characters stay, others become Go escapes. Unpaired
   * surrogates U+DC80..U+DCFF stand for bytes that are no UTF-8 and become {@code \x80} to {@code
   * \xff}.
   */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  /** Go's quoted form of one character ({@code %q}): {@code 'x'}; U+FFFD for a negative one. */
  public static String quoteCharacter(int character) {
    StringBuilder out = new StringBuilder(4).append('\'');
    int c = character < 0 ? 0xfffd : character;
    switch (c) {
      case '\'' -> out.append("\\'");
      case '"' -> out.append('"');
      default -> append(out, c);
    }
    return out.append('\'').toString();
  }

  /** Go's {@code %#U}: {@code U+0022 '"'}, the character itself only where it is printable. */
  public static String codePoint(int c) {
    String number = String.format("U+%04X", c);
    return isPrintable(c) ? number + " '" + Character.toString(c) + "'" : number;
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      default -> appendOther(out, c);
    }
  }

  private static void appendOther(StringBuilder out, int c) {
    if (c >= 0xdc80 && c <= 0xdcff) {
      out.append(String.format("\\x%02x", c & 0xff));
    } else if (c < ' ' || c == 0x7f) {
      out.append(String.format("\\x%02x", c));
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else {
      out.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
    }
  }

  /**
   * Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols, and the ASCII
   * space.
   */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
