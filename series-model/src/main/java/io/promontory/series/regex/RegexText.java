package io.promontory.series.regex;

import io.promontory.series.regex.RegexNode.Assertion;
import io.promontory.series.regex.RegexNode.Capture;
import io.promontory.series.regex.RegexNode.Choice;
import io.promontory.series.regex.RegexNode.Literal;
import io.promontory.series.regex.RegexNode.OneOf;
import io.promontory.series.regex.RegexNode.Repeat;
import io.promontory.series.regex.RegexNode.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a tree for RE2/J in few and plain terms: no names of classes, no quoting. Groups keep
 * their numbers and names; where several have one name, the first of them.
 *
 * <p>RE2/J's parser copies the rest of its text wherever it looks ahead, which is at groups, flags,
 * escapes and each range of a class, and copies a run of literals with each one that it appends. So
 * what takes no looking ahead is preferred, long runs are cut into groups, and a text that would be
 * copied too often is refused.
 */
final class RegexText {
  /** Bytes that looking ahead copies: about a second. */
  private static final long MOST_COPIED = 8_000_000_000L;

  static final int MOST_CHARS = 1 << 22;

  private static final int RUN = 512;
  private static final int LOOKS_PER_GROUP = 3;
  private static final int LOOKS_PER_ESCAPE = 2;
  private static final int LOOKS_PER_RANGE = 3;

  private static final String OPERATORS = "\\.+*?()|[]{}^$";

  private final String source;
  private final StringBuilder out = new StringBuilder("(?s)");
  private final Set<String> names = new HashSet<>();
  private long looks;
  private int bytesPerChar = 1;

  /** Whether letters match in any case from here on, to the end of the group. */
  private boolean folding;

  private RegexText(String source) {
    this.source = source;
  }

  /**
   * The text, which matches as the tree does.
   *
   * @param source what the tree was read from
   * @throws RegexSyntaxException if RE2/J would take too long to parse it
   */
  static String of(RegexNode tree, String source) {
    RegexText text = new RegexText(source);
    text.append(tree);
    text.check();
    return text.out.toString();
  }

  private void check() {
    if (out.length() > MOST_CHARS || looks * out.length() / 2 * bytesPerChar > MOST_COPIED) {
      throw new RegexSyntaxException("expression too large", source);
    }
  }

  private void append(RegexNode node) {
    check();
    switch (node) {
      case Literal literal -> literal(literal);
      case OneOf oneOf -> oneOf(oneOf.set());
      case Assertion assertion -> {
        looks += LOOKS_PER_GROUP;
        out.append(assertion.text());
      }
      case Capture capture -> {
        boolean named = !capture.name().isEmpty() && names.add(capture.name());
        group(named ? "(?P<" + capture.name() + ">" : "(", List.of(capture.sub()), "");
      }
      case Sequence sequence -> sequence(sequence.parts());
      case Choice choice -> group("(?:", choice.options(), "|");
      case Repeat repeat -> repeat(repeat);
    }
  }

  private void sequence(List<RegexNode> parts) {
    if (parts.size() <= RUN) {
      parts.forEach(this::append);
      return;
    }
    for (int from = 0; from < parts.size(); from += RUN) {
      group("(?:", parts.subList(from, Math.min(parts.size(), from + RUN)), "");
    }
  }

  private void repeat(Repeat repeat) {
    if (repeat.sub() instanceof OneOf oneOf) {
      oneOf(oneOf.set());
    } else {
      group("(?:", List.of(repeat.sub()), "");
    }
    out.append('{').append(repeat.min()).append(',');
    out.append(repeat.max() < 0 ? "" : repeat.max()).append(repeat.greedy() ? "}" : "}?");
  }

  private void group(String start, List<RegexNode> parts, String separator) {
    boolean outer = folding;
    looks += LOOKS_PER_GROUP;
    out.append(start);
    for (int i = 0; i < parts.size(); i++) {
      out.append(i > 0 ? separator : "");
      append(parts.get(i));
    }
    out.append(')');
    folding = outer;
  }

  private void literal(Literal literal) {
    int c = literal.codePoint();
    CodePoints orbit = CaseFolding.orbit(c);
    if (literal.fold() && c >= 0x80) {
      oneOf(orbit); // RE2/J knows the cases of an older Unicode.
      return;
    }
    if (orbit.size() > 1) {
      fold(literal.fold());
    }
    if (OPERATORS.indexOf(c) >= 0) {
      looks += LOOKS_PER_ESCAPE;
      out.append('\\');
    }
    plain(c);
  }

  private void fold(boolean wanted) {
    if (wanted != folding) {
      looks += LOOKS_PER_GROUP;
      out.append(wanted ? "(?i)" : "(?-i)");
      folding = wanted;
    }
  }

  private void oneOf(CodePoints set) {
    if (set.size() == CodePoints.ALL.size()) {
      out.append('.');
      return;
    }
    fold(false);
    if (set.size() == 0) {
      looks += LOOKS_PER_RANGE;
      out.append("[^\\x00-\\x{10ffff}]");
      return;
    }
    out.append('[');
    set.forEachRange(this::range);
    out.append(']');
  }

  private void range(int low, int high) {
    looks += LOOKS_PER_RANGE;
    member(low);
    if (high > low) {
      out.append('-');
      member(high);
    }
  }

  private void member(int c) {
    if (c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c)) {
      out.append('\\');
    }
    plain(c);
  }

  private void plain(int c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      // Two of them would be taken for one character.
      looks += LOOKS_PER_ESCAPE;
      out.append("\\x{").append(Integer.toHexString(c)).append('}');
    } else {
      bytesPerChar = c > 0xff ? 2 : bytesPerChar;
      out.appendCodePoint(c);
    }
  }
}
