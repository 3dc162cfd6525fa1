package io.promontory.series.regex;

import io.promontory.series.regex.RegexNode.Assertion;
import io.promontory.series.regex.RegexNode.Capture;
import io.promontory.series.regex.RegexNode.Choice;
import io.promontory.series.regex.RegexNode.Literal;
import io.promontory.series.regex.RegexNode.OneOf;
import io.promontory.series.regex.RegexNode.Repeat;
import io.promontory.series.regex.RegexNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses RE2's syntax with Perl's classes, by default with a dot that matches newlines from the
 * start, as Prometheus asks Go to. What is refused, and in which words, is Go's ({@code
 * regexp/syntax}).
 *
 * <p>Keeps its own stack of open groups, so that deep nesting is an error and not an overflow.
 */
final class RegexParser {
  private static final CodePoints NO_NEWLINE = CodePoints.range('\n', '\n').complement();

  private static final int FOLD = 1;
  private static final int MULTI_LINE = 2;
  private static final int DOT_NEWLINE = 4;
  private static final int UNGREEDY = 8;

  private static final int NO_REPEAT = -1;

  /** An open group: its finished options, the parts of the one being read, and the flags before. */
  private record Group(
      @Nullable String name, int outerFlags, List<RegexNode> options, List<RegexNode> parts) {
    /** The name is empty for a group that captures without one, null for one that does not. */
    Group(@Nullable String name, int outerFlags) {
      this(name, outerFlags, new ArrayList<>(), new ArrayList<>());
    }

    void endOption() {
      options.add(parts.size() == 1 ? parts.getFirst() : new Sequence(List.copyOf(parts)));
      parts.clear();
    }

    RegexNode close() {
      endOption();
      RegexNode all = options.size() == 1 ? options.getFirst() : new Choice(List.copyOf(options));
      return name == null ? all : new Capture(name, all);
    }
  }

  private final RegexSource source;
  private final CharClassParser classes;
  private final RegexGroupSyntax groupSyntax;
  private final Deque<Group> open = new ArrayDeque<>();
  private int flags;
  private int bounds;

  /** Where the repetition began that ends here, to refuse another behind it. */
  private int repeatStart = NO_REPEAT;

  private RegexParser(String text, boolean anyBytes, int flags) {
    this.flags = flags;
    source = new RegexSource(text, anyBytes);
    classes = new CharClassParser(source);
    groupSyntax = new RegexGroupSyntax(source);
    open.push(new Group(null, flags));
  }

  /**
   * @throws RegexSyntaxException with Go's message
   */
  static RegexNode parse(String text) {
    return parse(text, false);
  }

  /** As {@link #parse(String)}, by choice taking bytes that are no UTF-8 as characters. */
  static RegexNode parse(String text, boolean anyBytes) {
    return new RegexParser(text, anyBytes, DOT_NEWLINE).parse();
  }

  /** As {@link #parse(String)}, but the dot matches no newline, as where Go is asked nothing. */
  static RegexNode parseWithoutFlags(String text) {
    return new RegexParser(text, false, 0).parse();
  }

  private RegexNode parse() {
    while (!source.atEnd()) {
      int start = source.position();
      boolean repeats = step();
      repeatStart = repeats ? start : NO_REPEAT;
    }
    Group all = open.pop();
    if (!open.isEmpty()) {
      throw source.error("missing closing )", 0);
    }
    RegexNode tree = all.close();
    RegexLimits.check(tree, source);
    return tree;
  }

  /** Reads one item; true where it was a repetition. */
  private boolean step() {
    char c = source.peek(0);
    switch (c) {
      case '(' -> openGroup();
      case ')' -> closeGroup();
      case '|' -> {
        source.next();
        group().endOption();
      }
      case '^' -> assertion(has(MULTI_LINE) ? Assertion.BEGIN_LINE : Assertion.BEGIN_TEXT, 1);
      case '$' -> assertion(has(MULTI_LINE) ? Assertion.END_LINE : Assertion.END_TEXT, 1);
      case '.' -> {
        source.next();
        add(new OneOf(has(DOT_NEWLINE) ? CodePoints.ALL : NO_NEWLINE));
      }
      case '[' -> add(new OneOf(classes.bracketed(has(FOLD))));
      case '\\' -> escape();
      case '*', '+', '?', '{' -> {
        return repetition(c);
      }
      default -> literal(source.next());
    }
    return false;
  }

  private void openGroup() {
    if (open.size() > 2 * RegexLimits.MAX_HEIGHT) {
      throw source.error("expression nests too deeply", 0);
    }
    if (source.peek(1) != '?') {
      source.next();
      open.push(new Group("", flags));
      return;
    }
    int outer = flags;
    switch (groupSyntax.read()) {
      case NAMED -> open.push(new Group(groupSyntax.name(), outer));
      case FLAGS_FOR_GROUP -> {
        flags = groupSyntax.apply(flags);
        open.push(new Group(null, outer));
      }
      case FLAGS_FROM_HERE -> flags = groupSyntax.apply(flags);
    }
  }

  private void closeGroup() {
    Group closed = open.pop();
    if (open.isEmpty()) {
      throw source.error("unexpected )", 0);
    }
    source.next();
    flags = closed.outerFlags;
    add(closed.close());
  }

  private void escape() {
    switch (source.peek(1)) {
      case 'A' -> assertion(Assertion.BEGIN_TEXT, 2);
      case 'z' -> assertion(Assertion.END_TEXT, 2);
      case 'b' -> assertion(Assertion.WORD_BOUNDARY, 2);
      case 'B' -> assertion(Assertion.NO_WORD_BOUNDARY, 2);
      case 'Q' -> quoted();
      default -> {
        CodePoints set = classes.escapedGroup(has(FOLD));
        if (set == null) {
          literal(classes.escape());
        } else {
          add(new OneOf(set));
        }
      }
    }
  }

  /** From {@code \Q} to {@code \E} or the end all is literal. */
  private void quoted() {
    source.moveTo(source.position() + 2);
    while (!source.atEnd() && !source.skip("\\E")) {
      literal(source.next());
    }
  }

  /** Reads an operator behind its operand; a brace that begins none is a literal. */
  private boolean repetition(char operator) {
    int start = source.position();
    int min = operator == '+' ? 1 : 0;
    int max = operator == '?' ? 1 : -1;
    if (operator == '{') {
      RegexCounts counts = RegexCounts.read(source);
      if (counts == null) {
        literal(source.next());
        return false;
      }
      min = counts.min();
      max = counts.max();
      if (!counts.areValid()) {
        throw source.errorUpToHere("invalid repeat count", start);
      }
    } else {
      source.next();
    }
    boolean greedy = has(UNGREEDY) == source.skip("?");
    if (repeatStart != NO_REPEAT) {
      throw source.errorUpToHere("invalid nested repetition operator", repeatStart);
    }
    List<RegexNode> parts = group().parts;
    if (parts.isEmpty()) {
      throw source.errorUpToHere("missing argument to repetition operator", start);
    }
    Repeat repeat = new Repeat(parts.removeLast(), min, max, greedy);
    if (operator == '{' && !RegexLimits.countsFit(repeat)) {
      throw source.errorUpToHere("invalid repeat count", start);
    }
    parts.add(repeat);
    return true;
  }

  private void assertion(Assertion assertion, int length) {
    source.moveTo(source.position() + length);
    add(assertion);
  }

  private void literal(int codePoint) {
    boolean fold = has(FOLD) && CaseFolding.orbit(codePoint).size() > 1;
    add(new Literal(codePoint, fold));
  }

  private void add(RegexNode node) {
    if (node instanceof OneOf oneOf) {
      bounds += oneOf.set().bounds();
      if (bounds > RegexLimits.MAX_BOUNDS) {
        throw source.error("expression too large", 0);
      }
    }
    group().parts.add(node);
  }

  private Group group() {
    return open.element();
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
