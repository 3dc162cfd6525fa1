/**
 * Promontory beside a real Thanos, where {@code thanos} is on the PATH: a Querier over the gRPC
 * port, and a frontend over a store gateway and a sidecar.
 */
@NullMarked
package io.promontory.it.thanos;

import org.jspecify.annotations.NullMarked;
