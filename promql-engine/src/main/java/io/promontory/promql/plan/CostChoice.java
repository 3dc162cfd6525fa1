package io.promontory.promql.plan;

import io.promontory.series.text.GoFloats;

/**
 * What an expression was estimated to be billed at, evaluated by a store that bills by the sample
 * or here from its samples, and which of the two was chosen.
 *
 * @param expression as the store would be asked
 * @param evaluated true where the store evaluates it
 * @param toEvaluate samples billed if the store evaluates it
 * @param toRead samples billed if it is evaluated here: those that are read, and what is left to
 *     the store of its parts
 * @param guessed true where nothing was known yet of how many series there are
 */
public record CostChoice(
    String store,
    String expression,
    boolean evaluated,
    double toEvaluate,
    double toRead,
    boolean guessed) {
  /** The same estimates with the other outcome. */
  CostChoice unevaluated() {
    return new CostChoice(store, expression, false, toEvaluate, toRead, guessed);
  }

  /** For a reader of the explanation. */
  String text() {
    return "about "
        + rounded(toEvaluate)
        + " samples billed to evaluate it there, about "
        + rounded(toRead)
        + " to evaluate it here"
        + (guessed ? ", at a guess" : "");
  }

  private static String rounded(double samples) {
    return GoFloats.general(Math.rint(samples));
  }
}
