/**
 * The serving side of Prometheus' remote read protocol, over any {@link
 * io.promontory.series.store.Store}: {@link io.promontory.adapter.readapi.ReadQueries} reads a
 * request, {@link io.promontory.adapter.readapi.SampledAnswer} and {@link
 * io.promontory.adapter.readapi.StreamedAnswer} write the two kinds of answer.
 */
@NullMarked
package io.promontory.adapter.readapi;

import org.jspecify.annotations.NullMarked;
