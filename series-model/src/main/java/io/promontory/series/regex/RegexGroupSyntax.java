package io.promontory.series.regex;

/** Reads what follows {@code (?}: a name, or flags. */
final class RegexGroupSyntax {
  /** What was read. */
  enum Kind {
    /** {@code (?P<name>} or {@code (?<name>}. */
    NAMED,
    /** {@code (?i-s:} */
    FLAGS_FOR_GROUP,
    /** {@code (?i-s)} */
    FLAGS_FROM_HERE
  }

  /** In the order of the parser's bits. */
  private static final String FLAGS = "imsU";

  private final RegexSource source;
  private int set;
  private int cleared;
  private String name = "";

  RegexGroupSyntax(RegexSource source) {
    this.source = source;
  }

  Kind read() {
    int start = source.position();
    if (source.startsWith("(?P<") && source.remaining() > 4) {
      return named(start, 4);
    }
    if (source.startsWith("(?<") && source.remaining() > 3) {
      return named(start, 3);
    }
    source.moveTo(start + 2);
    return flags(start);
  }

  /** The name that was read last. */
  String name() {
    return name;
  }

  /** The flags that hold after those read last. */
  int apply(int flags) {
    return (flags | set) & ~cleared;
  }

  private Kind named(int start, int nameOffset) {
    int end = source.find(">");
    if (end < 0) {
      throw source.error("invalid named capture", start);
    }
    name = source.between(start + nameOffset, end);
    source.moveTo(end + 1);
    if (!name.chars().allMatch(RegexGroupSyntax::isNameChar) || name.isEmpty()) {
      throw source.errorUpToHere("invalid named capture", start);
    }
    return Kind.NAMED;
  }

  private static boolean isNameChar(int c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private Kind flags(int start) {
    set = 0;
    cleared = 0;
    boolean negative = false;
    boolean sawFlag = false;
    while (!source.atEnd()) {
      int c = source.next();
      int flag = FLAGS.indexOf(c);
      if (flag >= 0) {
        sawFlag = true;
        set |= negative ? 0 : 1 << flag;
        cleared |= negative ? 1 << flag : 0;
      } else if (c == '-' && !negative) {
        negative = true;
        sawFlag = false;
      } else if ((c == ':' || c == ')') && (!negative || sawFlag)) {
        return c == ':' ? Kind.FLAGS_FOR_GROUP : Kind.FLAGS_FROM_HERE;
      } else {
        break;
      }
    }
    throw source.errorUpToHere("invalid or unsupported Perl syntax", start);
  }
}
