package io.promontory.rules.template.exec;

import io.promontory.rules.template.value.Value;

/** What one run may still do. */
final class Budget {
  /** Steps, and characters of texts made, taken together. */
  private static final long WORK = 8L << 20;

  /** Characters of the result. */
  private static final int OUTPUT = 1 << 20;

  private final StringBuilder out = new StringBuilder();
  private long work = WORK;

  /** Why it ends, or an empty text. */
  String spend(long amount) {
    work -= amount;
    return work >= 0 ? "" : "too much work: more than " + WORK + " steps and characters";
  }

  String spendOn(Value result) {
    return spend(result instanceof Value.Text text ? text.text().length() + 1L : 1);
  }

  /** Appends to the result; why it does not, or an empty text. */
  String write(CharSequence text) {
    if (out.length() + text.length() > OUTPUT) {
      return "result longer than " + OUTPUT + " characters";
    }
    out.append(text);
    return "";
  }

  String result() {
    return out.toString();
  }
}
