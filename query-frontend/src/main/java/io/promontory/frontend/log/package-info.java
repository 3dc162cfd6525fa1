/**
 * What a process writes about itself: every log line is one JSON object ({@link
 * io.promontory.frontend.log.JsonLayout}), every request leaves one ({@link
 * io.promontory.frontend.log.AccessLog}) with the query it carried, and {@link
 * io.promontory.frontend.log.QueryFileLog} writes Prometheus' query log.
 */
@NullMarked
package io.promontory.frontend.log;

import org.jspecify.annotations.NullMarked;
