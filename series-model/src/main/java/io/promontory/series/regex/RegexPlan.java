package io.promontory.series.regex;

import com.google.re2j.Pattern;
import io.promontory.series.regex.Piece.Edge;
import io.promontory.series.regex.Piece.Findable;
import io.promontory.series.regex.Piece.Gap;
import io.promontory.series.regex.Piece.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How whole values are matched against a tree: the cheapest way that gives the same answers. */
sealed interface RegexPlan {
  boolean matches(String value);

  /** One of a set of values. */
  record Values(Set<String> values) implements RegexPlan {
    @Override
    public boolean matches(String value) {
      return values.contains(value);
    }
  }

  /** Texts in order, with or without gaps between them, from one end of the value to the other. */
  record Row(List<Piece> pieces) implements RegexPlan {
    /** Behind a gap the first place where a text occurs is as good as any later one. */
    @Override
    public boolean matches(String value) {
      int at = 0;
      boolean gap = false;
      for (int i = 0; i < pieces.size(); i++) {
        if (pieces.get(i) instanceof Gap open) {
          at = skip(value, at, open.min());
          gap = true;
        } else if (pieces.get(i) instanceof Findable text) {
          if (gap) {
            boolean last = i == pieces.size() - 1;
            int end = value.length() - text.length();
            at = last ? (end >= at && text.isAt(value, end) ? end : -1) : text.find(value, at);
          } else if (!text.isAt(value, at)) {
            at = -1;
          }
          gap = false;
          at = at < 0 ? -1 : at + text.length();
        }
        if (at < 0) {
          return false;
        }
      }
      return gap || at == value.length();
    }

    /** Moves over code points; -1 where there are not so many. */
    private static int skip(String value, int from, int codePoints) {
      int at = from;
      for (int i = 0; i < codePoints; i++) {
        if (at == value.length()) {
          return -1;
        }
        at += Character.charCount(value.codePointAt(at));
      }
      return at;
    }
  }

  /** Any of several plans. */
  record AnyOf(List<RegexPlan> options) implements RegexPlan {
    @Override
    public boolean matches(String value) {
      for (int i = 0; i < options.size(); i++) {
        if (options.get(i).matches(value)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The regular expression engine. */
  record Engine(Pattern pattern) implements RegexPlan {
    static Engine of(RegexNode tree, String source) {
      return new Engine(Pattern.compile(RegexText.of(tree, source)));
    }

    @Override
    public boolean matches(String value) {
      return pattern.matches(value);
    }
  }

  /**
   * Plans a tree.
   *
   * @param source what the tree was read from
   * @throws RegexSyntaxException if it is too large for the engine that it needs
   */
  static RegexPlan of(RegexNode tree, String source) {
    List<List<Piece>> rows = PieceExpansion.expand(tree);
    if (rows == null) {
      return Engine.of(tree, source);
    }
    Set<String> values = new HashSet<>();
    List<RegexPlan> options = new ArrayList<>();
    for (List<Piece> row : rows) {
      List<Piece> inner = withoutEdges(row);
      if (inner == null || !isSearchable(inner)) {
        return Engine.of(tree, source);
      }
      if (inner.isEmpty()) {
        values.add("");
      } else if (inner.size() == 1 && inner.getFirst() instanceof Text text) {
        values.add(text.text());
      } else {
        options.add(new Row(List.copyOf(inner)));
      }
    }
    if (!values.isEmpty() || options.isEmpty()) {
      options.addFirst(new Values(Set.copyOf(values)));
    }
    return options.size() == 1 ? options.getFirst() : new AnyOf(List.copyOf(options));
  }

  /** Behind a gap one text is searched for, not a row of texts. */
  private static boolean isSearchable(List<Piece> row) {
    boolean gap = false;
    for (int i = 1; i < row.size(); i++) {
      gap |= row.get(i - 1) instanceof Gap;
      if (gap && row.get(i - 1) instanceof Findable && row.get(i) instanceof Findable) {
        return false;
      }
    }
    return true;
  }

  /** Null where an edge is asked for inside the value. */
  private static @Nullable List<Piece> withoutEdges(List<Piece> row) {
    int from = 0;
    int to = row.size();
    while (from < to && row.get(from) == Edge.BEGIN) {
      from++;
    }
    while (to > from && row.get(to - 1) == Edge.END) {
      to--;
    }
    List<Piece> inner = row.subList(from, to);
    return inner.contains(Edge.BEGIN) || inner.contains(Edge.END) ? null : inner;
  }
}
