/**
 * A Prometheus server as a store. {@link io.promontory.adapter.prometheus.PrometheusStore} reads
 * samples by streamed remote read and label names, values, series and metadata by the HTTP API.
 *
 * <p>The path of a select: {@link io.promontory.adapter.prometheus.ReadPlan} decides matchers on
 * external labels and writes the queries; {@link io.promontory.adapter.prometheus.RemoteReadClient}
 * sends them; frames become series ({@code FrameReader}, {@code FrameParser}), get their external
 * labels ({@code StreamedRead}), are put back in order ({@code OrderRepair}) and pulled ahead of
 * their consumer ({@code ReadAhead}).
 *
 * <p>The path of an expression that the server evaluates: {@code FactReads} finds out whether it
 * may, {@code KnownFacts} remembers, {@code Evaluations} asks, {@code adapter.api} reads the
 * answer.
 *
 * <p>A server may add external labels of its own to what it sends by remote read, but not to what
 * its HTTP API answers, and matchers it applies before. Where it says which they are, they count as
 * labels of each series everywhere, as those of the configuration do.
 */
@NullMarked
package io.promontory.adapter.prometheus;

import org.jspecify.annotations.NullMarked;
