/**
 * Prometheus' HTTP API ({@code /api/v1}) from the client's side, for every kind of store that has
 * one. {@link io.promontory.adapter.api.HttpApi} asks, and takes for an answer only what says
 * {@code success}; {@link io.promontory.adapter.api.ServerErrors} puts everything else into words.
 *
 * <p>What is asked for: labels and series ({@link io.promontory.adapter.api.LabelReads}), metadata,
 * exemplars and rules. {@link io.promontory.adapter.api.MatrixReads} reads the samples that queries
 * come to, a column at a time.
 */
@NullMarked
package io.promontory.adapter.api;

import org.jspecify.annotations.NullMarked;
