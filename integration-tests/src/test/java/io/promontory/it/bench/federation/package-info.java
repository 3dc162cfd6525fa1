/**
 * Benchmarks of many stores as one, started by {@code ./dev bench federation}: real Prometheus
 * servers behind Promontory, and behind promxy and Thanos where these are on the PATH.
 */
@NullMarked
package io.promontory.it.bench.federation;

import org.jspecify.annotations.NullMarked;
