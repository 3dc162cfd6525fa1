package io.promontory.promql.promqltest;

import com.google.re2j.Pattern;

/** What the text of an error or annotation must be. */
sealed interface TextMatch {
  boolean test(String text);

  /** Exactly this. */
  record Exact(String expected) implements TextMatch {
    @Override
    public boolean test(String text) {
      return text.equals(expected);
    }

    @Override
    public String toString() {
      return "\"" + expected + "\"";
    }
  }

  /** Holds a match of an RE2 expression. */
  record Search(Pattern pattern) implements TextMatch {
    @Override
    public boolean test(String text) {
      return pattern.matcher(text).find();
    }

    @Override
    public String toString() {
      return "/" + pattern.pattern() + "/";
    }
  }

  /** Anything. */
  record Any() implements TextMatch {
    @Override
    public boolean test(String text) {
      return true;
    }

    @Override
    public String toString() {
      return "any";
    }
  }
}
