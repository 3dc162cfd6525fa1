package io.promontory.series.regex;

/** A part of a value that is found by comparing strings. */
sealed interface Piece {
  /** Any text of at least {@code min} code points. */
  record Gap(int min) implements Piece {}

  /** An edge of the value; it says nothing at the edge, and nothing can stand beyond it. */
  enum Edge implements Piece {
    BEGIN,
    END
  }

  /** Exactly this text. */
  record Text(String text) implements Piece, Findable {
    @Override
    public boolean isAt(String value, int index) {
      return value.startsWith(text, index);
    }

    @Override
    public int find(String value, int from) {
      return value.indexOf(text, from);
    }

    @Override
    public int length() {
      return text.length();
    }
  }

  /** This text in any case: ASCII, in lower case. */
  record FoldedText(String text) implements Piece, Findable {
    @Override
    public boolean isAt(String value, int index) {
      if (index + text.length() > value.length()) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        if (lower(value.charAt(index + i)) != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int find(String value, int from) {
      for (int i = from; i <= value.length() - text.length(); i++) {
        if (isAt(value, i)) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public int length() {
      return text.length();
    }

    /** The Kelvin sign and the long s are cases of ASCII letters. */
    private static char lower(char c) {
      return switch (c) {
        case '\u212a' -> 'k';
        case '\u017f' -> 's';
        default -> c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
      };
    }
  }

  /** Text that has a length in UTF-16 units. */
  sealed interface Findable permits Text, FoldedText {
    boolean isAt(String value, int index);

    /** The first index from {@code from} on, or -1. */
    int find(String value, int from);

    int length();
  }
}
