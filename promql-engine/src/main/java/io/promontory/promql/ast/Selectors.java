package io.promontory.promql.ast;

import java.util.ArrayList;
import java.util.List;

/** Finds the selectors of an expression. */
public final class Selectors {
  private Selectors() {}

  /** All selectors in order of writing, those inside range selectors too. */
  public static List<VectorSelector> of(Expr expr) {
    List<VectorSelector> found = new ArrayList<>();
    Walk.forEach(
        expr,
        e -> {
          if (e instanceof VectorSelector selector) {
            found.add(selector);
          }
        });
    return found;
  }
}
