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
 * many or too much text.
 */
final class PieceExpansion {
  private static final int MAX_PRODUCT = 256;
  private static final int MAX_OPTIONS = 10_000;
  private static final int MAX_CLASS = 32;
  private static final int MAX_COPIES = 16;

  /** Characters and pieces that may be copied from row to row. */
  private static final int MAX_WORK = 1 << 22;

  private static final List<List<Piece>> NOTHING = List.of(List.of());

  private long work;

  private PieceExpansion() {}

  static @Nullable List<List<Piece>> expand(RegexNode tree) {
    return new PieceExpansion().rows(tree);
  }

  private @Nullable List<List<Piece>> rows(RegexNode node) {
    return switch (node) {
      case Literal literal -> product(List.of(literal));
      case OneOf oneOf -> oneOf(oneOf.set());
      case Capture capture -> rows(capture.sub());
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

  private @Nullable List<List<Piece>> repeat(Repeat repeat) {
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

  private @Nullable List<List<Piece>> sum(List<RegexNode> options) {
    List<List<Piece>> all = new ArrayList<>();
    for (RegexNode option : options) {
      List<List<Piece>> expanded = rows(option);
      if (expanded == null || all.size() + expanded.size() > MAX_OPTIONS) {
        return null;
      }
      all.addAll(expanded);
    }
    return all;
  }

  private @Nullable List<List<Piece>> product(List<RegexNode> parts) {
    List<List<Piece>> rows = NOTHING;
    int at = 0;
    while (at < parts.size()) {
      LiteralRun run = LiteralRun.at(parts, at);
      List<List<Piece>> tails = run == null ? null : List.of(List.of(run.piece()));
      if (run == null && !(parts.get(at) instanceof Literal)) {
        tails = rows(parts.get(at));
      }
      at += run == null ? 1 : run.parts();
      if (tails == null || tooMany(rows.size(), tails.size())) {
        return null;
      }
      List<List<Piece>> longer = new ArrayList<>(rows.size() * tails.size());
      for (List<Piece> row : rows) {
        for (List<Piece> tail : tails) {
          work += size(row) + size(tail);
          if (work > MAX_WORK) {
            return null;
          }
          longer.add(join(row, tail));
        }
      }
      rows = longer;
    }
    return rows;
  }

  private static long size(List<Piece> row) {
    long size = row.size();
    for (Piece piece : row) {
      size += piece instanceof Piece.Findable text ? text.length() : 0;
    }
    return size;
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
