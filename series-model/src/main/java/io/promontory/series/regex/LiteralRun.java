package io.promontory.series.regex;

import io.promontory.series.regex.RegexNode.Literal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neighbouring literals of a sequence that are one piece of text, and how many they are. */
record LiteralRun(Piece piece, int parts) {
  /**
   * The longest run that begins at a part. Characters of one case only go with exact text and with
   * text in any case.
   *
   * @return null where there is no literal, or one beyond ASCII in any case
   */
  static @Nullable LiteralRun at(List<RegexNode> parts, int from) {
    StringBuilder text = new StringBuilder();
    boolean exact = false;
    boolean folded = false;
    int to = from;
    for (; to < parts.size() && parts.get(to) instanceof Literal literal; to++) {
      int c = literal.fold() ? Character.toLowerCase(literal.codePoint()) : literal.codePoint();
      if (literal.fold() ? exact || c >= 0x80 : folded && CaseFolding.orbit(c).size() > 1) {
        break;
      }
      folded |= literal.fold();
      exact |= !literal.fold() && CaseFolding.orbit(c).size() > 1;
      text.appendCodePoint(c);
    }
    if (to == from) {
      return null;
    }
    String all = text.toString();
    return new LiteralRun(folded ? new Piece.FoldedText(all) : new Piece.Text(all), to - from);
  }
}
