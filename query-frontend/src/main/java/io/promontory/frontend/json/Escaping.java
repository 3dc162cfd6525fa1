package io.promontory.frontend.json;

/**
 * Which characters of a string are written as escapes. Prometheus mixes three encoders, so one
 * answer can hold all of them.
 *
 * <p>Text that is no UTF-8 is held in Java strings as unpaired surrogates U+DC80..U+DCFF, one for
 * each byte.
 */
public enum Escaping {
  /**
   * Label sets of results and of {@code /series}: quote, backslash and controls only; bytes that
   * are no UTF-8 pass as they are.
   */
  LABELS,
  /**
   * Everything else: also {@code < > &}, U+2028 and U+2029; bytes that are no UTF-8 become {@code
   * \ufffd}.
   */
  HTML,
  /** String results: as {@link #HTML}, with {@code \b} and {@code \f} by their short names. */
  HTML_SHORT;

  private final boolean[] safe = new boolean[128];

  static {
    for (Escaping escaping : values()) {
      for (int c = ' '; c < 128; c++) {
        boolean markup = c == '<' || c == '>' || c == '&';
        escaping.safe[c] = c != '"' && c != '\\' && !(markup && escaping != LABELS);
      }
    }
  }

  /** True where an ASCII character is written as it is. */
  boolean passes(char c) {
    return safe[c];
  }
}
