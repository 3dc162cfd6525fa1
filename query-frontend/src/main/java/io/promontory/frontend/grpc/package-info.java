/**
 * What the gRPC port serves beyond the stores: {@link io.promontory.frontend.grpc.QueryApi} answers
 * PromQL as Thanos' {@code thanos.Query} does.
 */
@NullMarked
package io.promontory.frontend.grpc;

import org.jspecify.annotations.NullMarked;
