package io.promontory.rules.eval;

import org.jspecify.annotations.Nullable;

/** A rule that could not be evaluated; nothing was written and no state changed. */
public final class RuleFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public RuleFailure(String message) {
    super(message);
  }

  public RuleFailure(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
