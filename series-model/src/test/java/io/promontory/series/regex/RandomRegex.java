package io.promontory.series.regex;

import java.util.Random;

/** Random expressions over a small alphabet, and values that some of them match. */
final class RandomRegex {
  private static final String[] ATOMS = {
    "a",
    "b",
    "foo",
    "bar",
    "k",
    "S",
    "é",
    "\uD83D\uDE00",
    "-",
    "_",
    ".",
    ".*",
    ".+",
    ".*",
    ".{2,}",
    "[ab]",
    "[^a]",
    "[a-c-]",
    "\\d",
    "\\w",
    "\\W",
    "\\.",
    "^",
    "$",
    "\\b",
    "(?i)",
    "(?i:foo)",
    "(?i:k-s)",
    "(?i)[a-c]K",
    "(?i:[^k])",
    "(?-i:k)",
    "(?-s:.)",
    "(?-s:.*)",
    "\\Qa.b\\E",
    "()",
    "(?:)",
    "[[:alpha:]]",
    "(?m:^)",
    "(?s).",
    "(?U)",
    "\\n",
    "x{0}"
  };
  private static final String[] REPEATS = {"*", "+", "?", "{2}", "{1,2}", "*?", "{0,1}", "{2,}"};
  private static final String[] VALUES = {
    "a",
    "b",
    "foo",
    "FOO",
    "Foo",
    "bar",
    "k",
    "K",
    "\u212a",
    "s",
    "\u017f",
    "é",
    "É",
    "-",
    "_",
    ".",
    "\n",
    "1",
    "\uD83D\uDE00",
    "a.b",
    "x",
    "c",
    ""
  };

  private RandomRegex() {}

  static String pattern(Random random, int depth) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int kind = random.nextInt(depth > 0 ? 10 : 6);
      if (kind < 6) {
        out.append(ATOMS[random.nextInt(ATOMS.length)]);
      } else if (kind < 9) {
        out.append(random.nextBoolean() ? "(" : "(?:").append(pattern(random, depth - 1));
        out.append('|').append(pattern(random, depth - 1)).append(')');
      } else {
        out.append("(?:").append(pattern(random, depth - 1)).append(')');
        out.append(REPEATS[random.nextInt(REPEATS.length)]);
      }
    }
    return out.toString();
  }

  static String value(Random random) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      out.append(VALUES[random.nextInt(VALUES.length)]);
    }
    return out.toString();
  }
}
