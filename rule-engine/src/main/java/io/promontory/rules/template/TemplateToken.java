package io.promontory.rules.template;

/**
 * A piece of an action.
 *
 * @param line from 1
 */
record TemplateToken(Kind kind, String text, int line) {
  /** What a piece is. */
  enum Kind {
    /** A name without dot or dollar: keyword, function, true, false, nil. */
    WORD,
    /** {@code $} and {@code $name}. */
    VARIABLE,
    /** {@code .name}, after nothing or after another operand. */
    FIELD,
    /** {@code .} alone. */
    DOT,
    /** A string, a character or a number. */
    LITERAL,
    PIPE,
    OPEN,
    CLOSE,
    DECLARE,
    ASSIGN,
    COMMA,
    /** End of the action. */
    END
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
