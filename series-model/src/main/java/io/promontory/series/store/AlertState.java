package io.promontory.series.store;

import java.util.Locale;

/** How far an alert has come, the least severe first. */
public enum AlertState {
  /** The rule has not been evaluated yet. */
  UNKNOWN,
  INACTIVE,
  PENDING,
  FIRING;

  /** As the API prints it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of this text; {@link #UNKNOWN} for others. */
  public static AlertState of(String text) {
    for (AlertState state : values()) {
      if (state.text().equals(text)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
