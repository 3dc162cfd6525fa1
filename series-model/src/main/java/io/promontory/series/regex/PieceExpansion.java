package io.promontory.series.regex;

import io.promontory.series.regex.RegexNode.Assertion;
import io.promontory.series.regex.RegexNode.Capture;
import io.promontory.series.regex.RegexNode.Choice;
import io.promontory.series.regex.RegexNode.Literal;
import io.promontory.series.regex.RegexNode.OneOf;
import io.promontory.series.regex.RegexNode.Repeat;
import io.promontory.series.regex.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies a tree out into the alternatives it stands for, each a row of pieces: {@code (a|b)c.*}
 * is {@code ac.*} or {@code bc.*}. Gives up, with null, where that is impossible or would be too
 * many.
 */
final class PieceExpansion {
  private static final int MAX_PRODUCT = 256;
  private static final int MAX_OPTIONS = 10_000;
  private static final int MAX_CLASS = 32;
  private static final int MAX_COPIES = 16;

  private static final List<List<Piece>> NOTHING = List.of(List.of());

  private PieceExpansion() {}

  static @Nullable List<List<Piece>> expand(RegexNode node) {
    return switch (node) {
      case Literal literal -> literal(literal);
      case OneOf oneOf -> oneOf(oneOf.set());
      case Capture capture -> expand(capture.sub());
      case Repeat repeat -> repeat(repeat);
      case Sequence sequence -> product(sequence.parts());
      case Choice choice -> sum(choice.options());
      case Assertion assertion ->
          switch (assertion) {
            case BEGIN_TEXT -> List.of(List.of(Piece.Edge.BEGIN));
            case END_TEXT -> List.of(List.of(Piece.Edge.END));
            default -> null;
          };
    };
  }

  private static @Nullable List<List<Piece>> literal(Literal literal) {
    int c = literal.codePoint();
    if (!literal.fold()) {
      return List.of(List.of(new Piece.Text(Character.toString(c))));
    }
    int lower = Character.toLowerCase(c);
    return lower < 0x80 ? List.of(List.of(new Piece.FoldedText(Character.toString(lower)))) : null;
  }

  private static @Nullable List<List<Piece>> oneOf(CodePoints set) {
    if (set.size() > MAX_CLASS) {
      return null;
    }
    List<List<Piece>> options = new ArrayList<>();
    for (int c : set.toArray()) {
      options.add(List.of(new Piece.Text(Character.toString(c))));
    }
    return options;
  }

  private static @Nullable List<List<Piece>> repeat(Repeat repeat) {
    boolean any =
        repeat.sub() instanceof OneOf oneOf && oneOf.set().size() == CodePoints.ALL.size();
    if (any && repeat.max() < 0) {
      return List.of(List.of(new Piece.Gap(repeat.min())));
    }
    if (repeat.min() == 0 && repeat.max() == 1) {
      return sum(List.of(repeat.sub(), new Sequence(List.of())));
    }
    if (repeat.min() == repeat.max() && repeat.max() <= MAX_COPIES) {
      List<RegexNode> copies = new ArrayList<>();
      for (int i = 0; i < repeat.min(); i++) {
        copies.add(repeat.sub());
      }
      return product(copies);
    }
    return null;
  }

  private static @Nullable List<List<Piece>> sum(List<RegexNode> options) {
    List<List<Piece>> all = new ArrayList<>();
    for (RegexNode option : options) {
      List<List<Piece>> expanded = expand(option);
      if (expanded == null || all.size() + expanded.size() > MAX_OPTIONS) {
        return null;
      }
      all.addAll(expanded);
    }
    return all;
  }

  private static @Nullable List<List<Piece>> product(List<RegexNode> parts) {
    List<List<Piece>> rows = NOTHING;
    for (RegexNode part : parts) {
      List<List<Piece>> tails = expand(part);
      if (tails == null || tooMany(rows.size(), tails.size())) {
        return null;
      }
      List<List<Piece>> longer = new ArrayList<>(rows.size() * tails.size());
      for (List<Piece> row : rows) {
        for (List<Piece> tail : tails) {
          longer.add(join(row, tail));
        }
      }
      rows = longer;
    }
    return rows;
  }

  private static boolean tooMany(int rows, int tails) {
    return rows > 1 && tails > 1 && (long) rows * tails > MAX_PRODUCT;
  }

  private static List<Piece> join(List<Piece> row, List<Piece> tail) {
    if (row.isEmpty() || tail.isEmpty()) {
      return row.isEmpty() ? tail : row;
    }
    List<Piece> joined = new ArrayList<>(row);
    Piece both = merge(row.getLast(), tail.getFirst());
    if (both != null) {
      joined.removeLast();
      joined.add(both);
    }
    joined.addAll(both == null ? tail : tail.subList(1, tail.size()));
    return joined;
  }

  private static @Nullable Piece merge(Piece a, Piece b) {
    if (a instanceof Piece.Gap x && b instanceof Piece.Gap y) {
      return new Piece.Gap(x.min() + y.min());
    }
    if (a instanceof Piece.Text x && b instanceof Piece.Text y) {
      return new Piece.Text(x.text() + y.text());
    }
    String x = foldable(a);
    String y = foldable(b);
    if (x != null && y != null) {
      return new Piece.FoldedText(x + y);
    }
    return a == b ? a : null;
  }

  /** The text of a piece that means the same in any case, if only for want of letters. */
  private static @Nullable String foldable(Piece piece) {
    return switch (piece) {
      case Piece.FoldedText folded -> folded.text();
      case Piece.Text text ->
          text.text().codePoints().allMatch(c -> CaseFolding.orbit(c).size() == 1)
              ? text.text()
              : null;
      default -> null;
    };
  }
}
