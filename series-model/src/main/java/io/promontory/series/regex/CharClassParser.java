package io.promontory.series.regex;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads everything that stands for one code point of a set, and escapes of single ones. */
final class CharClassParser {
  private static final String BAD_RANGE = "invalid character class range";
  private static final String BAD_ESCAPE = "invalid escape sequence";
  private static final String OPEN_CLASS = "missing closing ]";

  private static final CodePoints LETTERS_AND_DIGITS = CodePoints.ranges("09AZaz");
  private static final CodePoints DIGITS = CodePoints.ranges("09");
  private static final CodePoints WORD = CodePoints.ranges("09AZ__az");
  private static final CodePoints PERL_SPACE = CodePoints.ranges("\t\n\f\r  ");

  private static final Map<String, CodePoints> POSIX =
      Map.ofEntries(
          Map.entry("alnum", LETTERS_AND_DIGITS),
          Map.entry("alpha", CodePoints.ranges("AZaz")),
          Map.entry("ascii", CodePoints.range(0, 0x7f)),
          Map.entry("blank", CodePoints.ranges("\t\t  ")),
          Map.entry("cntrl", CodePoints.range(0, 0x1f).plus(CodePoints.range(0x7f, 0x7f))),
          Map.entry("digit", DIGITS),
          Map.entry("graph", CodePoints.ranges("!~")),
          Map.entry("lower", CodePoints.ranges("az")),
          Map.entry("print", CodePoints.ranges(" ~")),
          Map.entry("punct", CodePoints.ranges("!/:@[`{~")),
          Map.entry("space", CodePoints.ranges("\t\r  ")),
          Map.entry("upper", CodePoints.ranges("AZ")),
          Map.entry("word", WORD),
          Map.entry("xdigit", CodePoints.ranges("09AFaf")));

  private final RegexSource source;

  /** No name of a class ends from here on. */
  private boolean lastName;

  CharClassParser(RegexSource source) {
    this.source = source;
  }

  /** Reads a class in brackets. */
  CodePoints bracketed(boolean fold) {
    int start = source.position();
    source.moveTo(start + 1);
    boolean negated = source.skip("^");
    CodePoints.Builder ranges = new CodePoints.Builder();
    CodePoints.Builder groups = new CodePoints.Builder();
    for (boolean first = true; first || source.peek(0) != ']' || source.atEnd(); first = false) {
      CodePoints group = posix(fold);
      group = group == null ? escapedGroup(fold) : group;
      if (group == null) {
        addRange(start, ranges);
      } else {
        groups.add(group);
      }
    }
    source.moveTo(source.position() + 1);
    groups.add(fold ? CaseFolding.close(ranges.build()) : ranges.build());
    CodePoints set = groups.build();
    return negated ? set.complement() : set;
  }

  /** Reads {@code \d}, {@code \pN} and the like; null where something else stands here. */
  @Nullable CodePoints escapedGroup(boolean fold) {
    if (source.peek(0) != '\\') {
      return null;
    }
    char kind = source.peek(1);
    if (kind == 'p' || kind == 'P') {
      return UnicodeClasses.parse(source, fold);
    }
    CodePoints set =
        switch (kind) {
          case 'd', 'D' -> DIGITS;
          case 's', 'S' -> PERL_SPACE;
          case 'w', 'W' -> WORD;
          default -> null;
        };
    if (set == null) {
      return null;
    }
    source.moveTo(source.position() + 2);
    set = fold ? CaseFolding.close(set) : set;
    return kind < 'a' ? set.complement() : set;
  }

  private @Nullable CodePoints posix(boolean fold) {
    int start = source.position();
    if (lastName || !source.startsWith("[:")) {
      return null;
    }
    int end = source.text().indexOf(":]", start + 2);
    if (end < 0) {
      lastName = true;
      return null;
    }
    boolean negated = source.peek(2) == '^';
    CodePoints set = POSIX.get(source.between(start + (negated ? 3 : 2), end));
    source.moveTo(end + 2);
    if (set == null) {
      throw source.errorUpToHere(BAD_RANGE, start);
    }
    set = fold ? CaseFolding.close(set) : set;
    return negated ? set.complement() : set;
  }

  private void addRange(int classStart, CodePoints.Builder out) {
    int start = source.position();
    int low = member(classStart);
    int high = low;
    // A dash before the closing bracket is itself.
    if (source.peek(0) == '-' && source.peek(1) != ']' && source.remaining() > 1) {
      source.moveTo(source.position() + 1);
      high = member(classStart);
      if (high < low) {
        throw source.errorUpToHere(BAD_RANGE, start);
      }
    }
    out.add(low, high);
  }

  private int member(int classStart) {
    if (source.atEnd()) {
      throw source.error(OPEN_CLASS, classStart);
    }
    return source.peek(0) == '\\' ? escape() : source.next();
  }

  /** Reads an escape that stands for one code point. */
  int escape() {
    int start = source.position();
    source.moveTo(start + 1);
    if (source.atEnd()) {
      throw new RegexSyntaxException("trailing backslash at end of expression", "");
    }
    int c = source.next();
    int value =
        switch (c) {
          case '0' -> octal(0);
          case '1', '2', '3', '4', '5', '6', '7' -> isOctal(source.peek(0)) ? octal(c - '0') : -1;
          case 'x' -> hex();
          case 'a' -> 7;
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'v' -> 0x0b;
          default -> c < 0x80 && !LETTERS_AND_DIGITS.contains(c) ? c : -1;
        };
    if (value < 0) {
      throw source.errorUpToHere(BAD_ESCAPE, start);
    }
    return value;
  }

  /** Up to two more digits. */
  private int octal(int first) {
    int value = first;
    for (int i = 0; i < 2 && isOctal(source.peek(0)); i++) {
      value = value * 8 + source.next() - '0';
    }
    return value;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  /** Two digits, or any number of them in braces; -1 where they are wrong. */
  private int hex() {
    if (source.atEnd()) {
      return -1;
    }
    int c = source.next();
    if (c != '{') {
      int high = Character.digit(asciiOrZ(c), 16);
      int low = source.atEnd() ? -1 : Character.digit(asciiOrZ(source.next()), 16);
      return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
    int value = -1;
    while (!source.atEnd()) {
      c = source.next();
      if (c == '}') {
        return value;
      }
      int digit = Character.digit(asciiOrZ(c), 16);
      value = Math.max(value, 0) * 16 + digit;
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        return -1;
      }
    }
    return -1;
  }

  /** Java knows digits beyond ASCII. */
  private static int asciiOrZ(int c) {
    return c < 0x80 ? c : 'z';
  }
}
