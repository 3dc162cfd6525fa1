package io.promontory.series.regex;

/** A regular expression does not parse; the message is Go's own. */
public final class RegexSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegexSyntaxException(String problem, String excerpt) {
    super("error parsing regexp: " + problem + ": `" + excerpt + "`");
  }
}
