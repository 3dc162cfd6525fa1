/** Compressed chunks of samples and their codecs, decoded into columns that the caller reuses. */
@NullMarked
package io.promontory.series.chunk;

import org.jspecify.annotations.NullMarked;
