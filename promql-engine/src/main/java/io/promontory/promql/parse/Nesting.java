package io.promontory.promql.parse;

/**
 * Bounds the depth of a tree, since everything that walks it recurses. Depth comes from nesting,
 * counted while descending, and from chains such as {@code 1 + 1 + 1}, which lean to the left and
 * are counted by the height of what is complete.
 */
final class Nesting {
  /** More levels inside one another are refused. */
  static final int MAX_DEPTH = 500;

  /** Higher trees are refused: a stack of 1 MiB, the default, must hold a walk through them. */
  static final int MAX_HEIGHT = 1_000;

  private final TokenReader tokens;
  private int depth;
  private int height;

  Nesting(TokenReader tokens) {
    this.tokens = tokens;
  }

  /** Descends one level; {@code token} is blamed if that is too deep. */
  void enter(Token token) {
    check(++depth, MAX_DEPTH, token);
  }

  void leave() {
    depth--;
  }

  /** The height of the tree completed last. */
  int height() {
    return height;
  }

  /** Notes the completion of a tree without children. */
  void leaf() {
    height = 1;
  }

  /** Notes the completion of a tree over others, the highest of which is {@code below}. */
  void grow(int below, Token token) {
    height = below + 1;
    check(height, MAX_HEIGHT, token);
  }

  private void check(int level, int limit, Token token) {
    if (level > limit) {
      throw tokens.error(token.span(), "expression is nested deeper than " + limit + " levels");
    }
  }
}
