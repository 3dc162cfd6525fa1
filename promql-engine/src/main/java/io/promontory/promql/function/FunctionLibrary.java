package io.promontory.promql.function;

import org.jspecify.annotations.Nullable;

/**
 * Finds the kernels of functions by name; functions of whole vectors ({@code absent}, {@code
 * label_replace}…) are operators and not here.
 */
public interface FunctionLibrary {
  @Nullable RangeFunction range(String name);

  @Nullable VectorFunction vector(String name);
}
