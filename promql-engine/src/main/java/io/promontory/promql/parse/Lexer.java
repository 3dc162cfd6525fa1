package io.promontory.promql.parse;

import io.promontory.series.text.GoStrings;

/**
 * Cuts a query into tokens. What a character means depends on where it stands: between braces words
 * are names only, between brackets colons separate and words must belong to duration expressions.
 */
final class Lexer implements TokenSource {
  private final Cursor cursor;
  private final NumberScanner numbers;

  private int parenDepth;
  private boolean braceOpen;
  private boolean bracketOpen;
  private boolean gotColon;
  private boolean gotDuration;

  /** True right after an opening bracket, until the first number ends the strict part. */
  private boolean inDuration;

  Lexer(Cursor cursor, boolean inSeries) {
    this.cursor = cursor;
    this.numbers = new NumberScanner(cursor, inSeries);
  }

  @Override
  public Token next() {
    while (true) {
      cursor.skipSpaces();
      if (inDuration) {
        return duration();
      }
      if (cursor.peek() != '#') {
        return braceOpen ? insideBraces() : statement();
      }
      for (int c = cursor.next(); c != '\n' && c != '\r' && c != Cursor.EOF; ) {
        c = cursor.next();
      }
    }
  }

  boolean isOutsideBraces() {
    return !braceOpen;
  }

  private Token statement() {
    int c = cursor.next();
    if (Cursor.isDigit(c) || (c == '.' && Cursor.isDigit(cursor.peek()))) {
      cursor.backup();
      return numbers.numberOrDuration();
    }
    if (Cursor.isAlpha(c) || c == ':') {
      return bracketOpen ? wordInBrackets(c) : word();
    }
    return switch (c) {
      case Cursor.EOF -> end();
      case ',' -> cursor.emit(TokenKind.COMMA);
      case '*' -> cursor.emit(TokenKind.MUL);
      case '/' -> cursor.emit(TokenKind.DIV);
      case '%' -> cursor.emit(TokenKind.MOD);
      case '+' -> cursor.emit(TokenKind.ADD);
      case '-' -> cursor.emit(TokenKind.SUB);
      case '^' -> cursor.emit(TokenKind.POW);
      case '@' -> cursor.emit(TokenKind.AT);
      case '=', '!', '<', '>' -> comparison(c);
      case '"', '\'', '`' -> new StringScanner(cursor, c).scan();
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '{' -> leftBrace();
      case '[' -> leftBracket();
      case ']' -> rightBracket();
      default -> throw cursor.error("unexpected character: " + GoStrings.quoteCharacter(c));
    };
  }

  private Token end() {
    if (parenDepth != 0) {
      throw cursor.error("unclosed left parenthesis");
    }
    if (bracketOpen) {
      throw cursor.error("unclosed left bracket");
    }
    return cursor.emit(TokenKind.EOF);
  }

  private Token comparison(int c) {
    switch (c) {
      case '=' -> {
        if (cursor.peek() == '~') {
          throw cursor.error("unexpected character after '=': '~'");
        }
        return cursor.emit(cursor.accept("=") ? TokenKind.EQLC : TokenKind.EQL);
      }
      case '!' -> {
        int next = cursor.next();
        if (next != '=') {
          throw cursor.error("unexpected character after '!': " + GoStrings.quoteCharacter(next));
        }
        return cursor.emit(TokenKind.NEQ);
      }
      case '<' -> {
        return cursor.emit(
            cursor.accept("=")
                ? TokenKind.LTE
                : cursor.accept("/") ? TokenKind.TRIM_UPPER : TokenKind.LSS);
      }
      default -> {
        return cursor.emit(
            cursor.accept("=")
                ? TokenKind.GTE
                : cursor.accept("/") ? TokenKind.TRIM_LOWER : TokenKind.GTR);
      }
    }
  }

  /** A name or keyword, whose first character has been read. */
  Token word() {
    while (Cursor.isAlphaNumeric(cursor.peek()) || cursor.peek() == ':') {
      cursor.next();
    }
    TokenKind kind = TokenKind.ofWord(cursor.current());
    boolean fill =
        kind == TokenKind.FILL || kind == TokenKind.FILL_LEFT || kind == TokenKind.FILL_RIGHT;
    return cursor.emit(fill && cursor.peekPastSpaces() != '(' ? TokenKind.IDENTIFIER : kind);
  }

  private Token wordInBrackets(int c) {
    if (c == ':') {
      if (gotColon) {
        throw cursor.error("unexpected colon ':'");
      }
      gotColon = true;
      return cursor.emit(TokenKind.COLON);
    }
    if (startsDurationWord(c) && scanDurationWord()) {
      return cursor.emit(TokenKind.ofWord(cursor.current()));
    }
    throw cursor.error("unexpected character: " + GoStrings.quoteCharacter(c) + ", expected ':'");
  }

  private Token leftParen() {
    parenDepth++;
    return cursor.emit(TokenKind.LEFT_PAREN);
  }

  private Token rightParen() {
    Token token = cursor.emit(TokenKind.RIGHT_PAREN);
    parenDepth--;
    if (parenDepth < 0) {
      throw cursor.error("unexpected right parenthesis ')'");
    }
    return token;
  }

  private Token leftBrace() {
    braceOpen = true;
    return cursor.emit(TokenKind.LEFT_BRACE);
  }

  private Token leftBracket() {
    if (bracketOpen) {
      throw cursor.error("unexpected left bracket '['");
    }
    gotColon = false;
    bracketOpen = true;
    inDuration = true;
    Token token = cursor.emit(TokenKind.LEFT_BRACKET);
    cursor.skipSpaces();
    return token;
  }

  private Token rightBracket() {
    if (!bracketOpen) {
      throw cursor.error("unexpected right bracket ']'");
    }
    bracketOpen = false;
    return cursor.emit(TokenKind.RIGHT_BRACKET);
  }

  private Token duration() {
    int c = cursor.next();
    if (Cursor.isDigit(c) || (c == '.' && Cursor.isDigit(cursor.peek()))) {
      cursor.backup();
      gotDuration = true;
      inDuration = false;
      return numbers.numberOrDuration();
    }
    if (startsDurationWord(c)) {
      if (scanDurationWord()) {
        return cursor.emit(TokenKind.ofWord(cursor.current()));
      }
      throw unexpectedInDuration(c);
    }
    return switch (c) {
      case Cursor.EOF -> throw cursor.error("unexpected end of input in duration expression");
      case ']' -> endOfDuration();
      case ':' -> colonInDuration();
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '+' -> cursor.emit(TokenKind.ADD);
      case '-' -> cursor.emit(TokenKind.SUB);
      case '*' -> cursor.emit(TokenKind.MUL);
      case '/' -> cursor.emit(TokenKind.DIV);
      case '%' -> cursor.emit(TokenKind.MOD);
      case '^' -> cursor.emit(TokenKind.POW);
      case ',' -> cursor.emit(TokenKind.COMMA);
      default -> throw unexpectedInDuration(c);
    };
  }

  private ParseException unexpectedInDuration(int c) {
    return cursor.error(
        "unexpected character in duration expression: " + GoStrings.quoteCharacter(c));
  }

  private Token endOfDuration() {
    bracketOpen = false;
    inDuration = false;
    gotColon = false;
    return cursor.emit(TokenKind.RIGHT_BRACKET);
  }

  private Token colonInDuration() {
    Token token = cursor.emit(TokenKind.COLON);
    if (!gotDuration) {
      throw cursor.error("unexpected colon before duration in duration expression");
    }
    if (gotColon) {
      throw cursor.error("unexpected repeated colon in duration expression");
    }
    gotColon = true;
    return token;
  }

  /** Whether a word of duration expressions (step, range, max_of, min_of) may start so. */
  private static boolean startsDurationWord(int c) {
    return c > 0 && "smrSMR".indexOf(c) >= 0;
  }

  private boolean scanDurationWord() {
    while (Cursor.isAlpha(cursor.peek())) {
      cursor.next();
    }
    return switch (TokenKind.ofWord(cursor.current())) {
      case STEP, RANGE, MAX_OF, MIN_OF -> true;
      default -> false;
    };
  }

  private Token insideBraces() {
    int c = cursor.next();
    if (Cursor.isAlpha(c)) {
      while (Cursor.isAlphaNumeric(cursor.peek())) {
        cursor.next();
      }
      return cursor.emit(TokenKind.IDENTIFIER);
    }
    return switch (c) {
      case Cursor.EOF -> throw cursor.error("unexpected end of input inside braces");
      case ',' -> cursor.emit(TokenKind.COMMA);
      case '"', '\'', '`' -> new StringScanner(cursor, c).scan();
      case '=' -> cursor.emit(cursor.accept("~") ? TokenKind.EQL_REGEX : TokenKind.EQL);
      case '!' -> notInBraces();
      case '{' -> throw cursor.error("unexpected left brace '{'");
      case '}' -> {
        braceOpen = false;
        yield cursor.emit(TokenKind.RIGHT_BRACE);
      }
      default ->
          throw cursor.error("unexpected character inside braces: " + GoStrings.quoteCharacter(c));
    };
  }

  private Token notInBraces() {
    int next = cursor.next();
    return switch (next) {
      case '~' -> cursor.emit(TokenKind.NEQ_REGEX);
      case '=' -> cursor.emit(TokenKind.NEQ);
      default ->
          throw cursor.error(
              "unexpected character after '!' inside braces: " + GoStrings.quoteCharacter(next));
    };
  }
}
