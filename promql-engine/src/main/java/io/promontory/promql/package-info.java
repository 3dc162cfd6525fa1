/**
 * PromQL, from text to numbers. A query passes {@code parse} (text to {@code ast}), {@code plan}
 * (selectors with their times and hints), {@code exec} (columnar operators and {@code function}
 * kernels) and comes out as a {@code value} with {@code annotation}s; {@code engine} is the face of
 * it all and {@code print} writes expressions back as text.
 */
@NullMarked
package io.promontory.promql;

import org.jspecify.annotations.NullMarked;
