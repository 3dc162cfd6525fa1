/** The values a query yields: scalar, string, instant vector, matrix. */
@NullMarked
package io.promontory.promql.value;

import org.jspecify.annotations.NullMarked;
