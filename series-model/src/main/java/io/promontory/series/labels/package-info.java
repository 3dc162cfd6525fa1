/** Label sets, the identity of a series, and the byte order that sorts them. */
@NullMarked
package io.promontory.series.labels;

import org.jspecify.annotations.NullMarked;
