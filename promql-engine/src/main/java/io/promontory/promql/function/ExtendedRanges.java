package io.promontory.promql.function;

import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.VectorSelector;
import java.util.List;

/** The functions of {@code anchored} and {@code smoothed} range selectors. */
public final class ExtendedRanges {
  private static final List<String> OF_SMOOTHED = List.of("delta", "increase", "rate");
  private static final List<String> OF_ANCHORED =
      List.of("changes", "delta", "increase", "rate", "resets");

  private ExtendedRanges() {}

  /**
   * The kernel for a call: the function's own, but for these selectors.
   *
   * @param function the function of the call
   */
  public static RangeKernel kernel(RangeFunction function, CallSite site) {
    for (Expr argument : site.call().args()) {
      if (argument instanceof MatrixSelector matrix && isExtended(matrix.selector())) {
        return kernel(function, site, matrix.selector());
      }
    }
    return function.kernel(site);
  }

  private static RangeKernel kernel(
      RangeFunction function, CallSite site, VectorSelector selector) {
    boolean perSecond = site.functionName().equals("rate");
    return switch (site.functionName()) {
      case "delta" -> new ExtendedRate(site, selector.smoothed(), false, false);
      case "increase", "rate" -> new ExtendedRate(site, selector.smoothed(), true, perSecond);
      default -> new AnchoredKernel(function.kernel(site));
    };
  }

  private static boolean isExtended(VectorSelector selector) {
    return selector.anchored() || selector.smoothed();
  }

  /** Why a function cannot have such a selector, or the empty string where it can. */
  public static String objection(Call call, VectorSelector selector) {
    if (selector.anchored()) {
      return objection("anchored", OF_ANCHORED, call.function().name());
    }
    return selector.smoothed() ? objection("smoothed", OF_SMOOTHED, call.function().name()) : "";
  }

  private static String objection(String modifier, List<String> functions, String name) {
    return functions.contains(name)
        ? ""
        : modifier
            + " modifier can only be used with: "
            + String.join(", ", functions)
            + " - not with "
            + name;
  }
}
