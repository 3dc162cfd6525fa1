package io.promontory.frontend.api;

/**
 * Label names in paths. Clients write names outside the legacy charset as {@code U__}, each
 * underscore doubled, each other foreign character as its code point in hex between underscores:
 * {@code U__service_2e_name} is {@code service.name}.
 */
final class LabelNameEscapes {
  private static final String MARK = "U__";
  private static final int LONGEST_CODE = 6;

  private LabelNameEscapes() {}

  /** The name that was escaped; text that is no escaped name is itself. */
  static String unescape(String name) {
    if (!name.startsWith(MARK)) {
      return name;
    }
    StringBuilder out = new StringBuilder();
    for (int i = MARK.length(); i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_') {
        out.append(c);
        continue;
      }
      int end = name.indexOf('_', i + 1);
      int codePoint = end < 0 ? -1 : codePoint(name.substring(i + 1, end));
      if (codePoint < 0) {
        return name;
      }
      out.appendCodePoint(codePoint);
      i = end;
    }
    return out.toString();
  }

  /** The character of a code, an underscore for the empty one, -1 for what is no code. */
  private static int codePoint(String hex) {
    if (hex.isEmpty()) {
      return '_';
    }
    int code = 0;
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0 || i == LONGEST_CODE) {
        return -1;
      }
      code = code * 16 + digit;
    }
    boolean surrogate = code >= 0xd800 && code <= 0xdfff;
    return Character.isValidCodePoint(code) && !surrogate ? code : -1;
  }

  /** False where bytes of a path were no UTF-8; such bytes are held as unpaired surrogates. */
  static boolean isUtf8(String name) {
    return name.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }
}
