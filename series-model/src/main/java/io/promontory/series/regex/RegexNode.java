package io.promontory.series.regex;

import java.util.List;

/** A parsed regular expression; flags are resolved, so that a node means the same anywhere. */
sealed interface RegexNode {
  /** One code point; {@code fold} lets every case of it match. */
  record Literal(int codePoint, boolean fold) implements RegexNode {}

  /** Any code point of a set; case is folded into the set already. */
  record OneOf(CodePoints set) implements RegexNode {}

  /** A condition on the place between two code points. */
  enum Assertion implements RegexNode {
    BEGIN_TEXT("\\A"),
    END_TEXT("\\z"),
    BEGIN_LINE("(?m:^)"),
    END_LINE("(?m:$)"),
    WORD_BOUNDARY("\\b"),
    NO_WORD_BOUNDARY("\\B");

    private final String text;

    Assertion(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** A group that captures; the name is empty where it has none. */
  record Capture(String name, RegexNode sub) implements RegexNode {}

  record Sequence(List<RegexNode> parts) implements RegexNode {}

  record Choice(List<RegexNode> options) implements RegexNode {}

  /** {@code max} is -1 for no upper bound. */
  record Repeat(RegexNode sub, int min, int max, boolean greedy) implements RegexNode {}
}
