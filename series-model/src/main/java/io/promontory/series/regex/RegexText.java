package io.promontory.series.regex;

import io.promontory.series.regex.RegexNode.Assertion;
import io.promontory.series.regex.RegexNode.Capture;
import io.promontory.series.regex.RegexNode.Choice;
import io.promontory.series.regex.RegexNode.Literal;
import io.promontory.series.regex.RegexNode.OneOf;
import io.promontory.series.regex.RegexNode.Repeat;
import io.promontory.series.regex.RegexNode.Sequence;
import java.util.List;

/**
 * Writes a tree for RE2/J in the plainest terms: no flags, no names of classes, no quoting. Groups
 * keep their numbers.
 */
final class RegexText {
  private final StringBuilder out = new StringBuilder();

  private RegexText() {}

  static String of(RegexNode tree) {
    RegexText text = new RegexText();
    text.append(tree);
    return text.out.toString();
  }

  private void append(RegexNode node) {
    switch (node) {
      case Literal literal when literal.fold() ->
          CaseFolding.orbit(literal.codePoint()).appendTo(out);
      case Literal literal ->
          out.append("\\x{").append(Integer.toHexString(literal.codePoint())).append('}');
      case OneOf oneOf -> oneOf.set().appendTo(out);
      case Assertion assertion -> out.append(assertion.text());
      case Capture capture -> group("(", List.of(capture.sub()), "");
      case Sequence sequence -> group("(?:", sequence.parts(), "");
      case Choice choice -> group("(?:", choice.options(), "|");
      case Repeat repeat -> {
        group("(?:", List.of(repeat.sub()), "");
        out.append('{').append(repeat.min()).append(',');
        out.append(repeat.max() < 0 ? "" : repeat.max()).append(repeat.greedy() ? "}" : "}?");
      }
    }
  }

  private void group(String start, List<RegexNode> parts, String separator) {
    out.append(start);
    for (int i = 0; i < parts.size(); i++) {
      out.append(i > 0 ? separator : "");
      append(parts.get(i));
    }
    out.append(')');
  }
}
