package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** A text that must not be shown: it prints as {@code <secret>}. */
public final class Secret {
  /** What stands for the text wherever a configuration is shown. */
  public static final String SHOWN = "<secret>";

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The text itself, for the one place that sends it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return SHOWN;
  }
}
