package io.promontory.rules.template.syntax;

import org.jspecify.annotations.Nullable;

/** What a token is; those behind {@link #KEYWORD} are words of the language. */
enum TokenKind {
  ERROR,
  BOOL,
  CHARACTER,
  CHARACTER_CONSTANT,
  COMPLEX,
  ASSIGN,
  DECLARE,
  EOF,
  FIELD,
  IDENTIFIER,
  LEFT_DELIMITER,
  LEFT_PARENTHESIS,
  NUMBER,
  PIPE,
  RAW_STRING,
  RIGHT_DELIMITER,
  RIGHT_PARENTHESIS,
  SPACE,
  STRING,
  TEXT,
  VARIABLE,
  KEYWORD,
  BLOCK,
  BREAK,
  CONTINUE,
  DOT,
  DEFINE,
  ELSE,
  END,
  IF,
  NIL,
  RANGE,
  TEMPLATE,
  WITH;

  static @Nullable TokenKind keyword(String word) {
    return switch (word) {
      case "block" -> BLOCK;
      case "break" -> BREAK;
      case "continue" -> CONTINUE;
      case "define" -> DEFINE;
      case "else" -> ELSE;
      case "end" -> END;
      case "if" -> IF;
      case "nil" -> NIL;
      case "range" -> RANGE;
      case "template" -> TEMPLATE;
      case "with" -> WITH;
      default -> null;
    };
  }
}
