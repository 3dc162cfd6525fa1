package io.promontory.rules.results;

import java.util.function.LongSupplier;

/**
 * How many bytes the log of results may have. What a receiver has not taken yet is kept until it is
 * twice that.
 *
 * @param unsentFile number of the first file that a receiver has not taken all of; {@link
 *     Long#MAX_VALUE} for none
 */
public record SizeBound(long maxBytes, LongSupplier unsentFile) {
  /** Only time bounds it. */
  public static final SizeBound NONE = new SizeBound(Long.MAX_VALUE, () -> Long.MAX_VALUE);
}
