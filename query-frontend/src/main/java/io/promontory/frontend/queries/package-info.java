/**
 * What queries there are and were: {@link io.promontory.frontend.queries.QueryBoard} lists those
 * under way, each a {@link io.promontory.frontend.queries.RunningQuery} that can be cancelled, and
 * keeps the latest that have ended.
 */
@NullMarked
package io.promontory.frontend.queries;

import org.jspecify.annotations.NullMarked;
