package io.promontory.series.regex;

import java.util.List;

/** The literal text with which every value begins that a tree matches. */
final class RegexPrefix {
  private final StringBuilder text = new StringBuilder();

  private RegexPrefix() {}

  static String of(RegexNode tree) {
    RegexPrefix prefix = new RegexPrefix();
    prefix.append(tree);
    return prefix.text.toString();
  }

  /**
   * Appends what a node begins with; returns whether that is all of it, so that more may follow.
   */
  private boolean append(RegexNode node) {
    return switch (node) {
      case RegexNode.Literal literal -> {
        if (!literal.fold()) {
          text.appendCodePoint(literal.codePoint());
        }
        yield !literal.fold();
      }
      case RegexNode.Capture group -> append(group.sub());
      case RegexNode.Sequence sequence -> appendAll(sequence.parts());
      case RegexNode.Choice choice -> appendShared(choice.options());
      case RegexNode.Repeat repeat -> {
        if (repeat.min() > 0) {
          append(repeat.sub());
        }
        yield false;
      }
      case RegexNode.Assertion assertion ->
          assertion == RegexNode.Assertion.BEGIN_TEXT && text.isEmpty();
      case RegexNode.OneOf oneOf -> false;
    };
  }

  private boolean appendAll(List<RegexNode> parts) {
    for (RegexNode part : parts) {
      if (!append(part)) {
        return false;
      }
    }
    return true;
  }

  private boolean appendShared(List<RegexNode> options) {
    String shared = null;
    for (RegexNode option : options) {
      String prefix = of(option);
      shared = shared == null ? prefix : shared(shared, prefix);
    }
    text.append(shared == null ? "" : shared);
    return false;
  }

  private static String shared(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    if (length > 0 && Character.isHighSurrogate(a.charAt(length - 1))) {
      length--;
    }
    return a.substring(0, length);
  }
}
