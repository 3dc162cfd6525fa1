package io.promontory.series.relabel;

import io.promontory.series.text.GoStrings;
import java.util.Locale;

/** What a relabelling rule does; its name in lower case is the word for it in configurations. */
public enum RelabelAction {
  REPLACE,
  KEEP,
  DROP,
  KEEPEQUAL,
  DROPEQUAL,
  HASHMOD,
  LABELMAP,
  LABELDROP,
  LABELKEEP,
  LOWERCASE,
  UPPERCASE;

  /**
   * Reads the word for an action, in any case.
   *
   * @throws RelabelException if it is none; the text is Prometheus'
   */
  public static RelabelAction parse(String word) {
    for (RelabelAction action : values()) {
      if (action.word().equals(word.toLowerCase(Locale.ROOT))) {
        return action;
      }
    }
    throw new RelabelException("unknown relabel action " + GoStrings.quote(word));
  }

  /** As it stands in configurations. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
