/**
 * Stores over gRPC, compatible with Thanos on the wire. {@link
 * io.promontory.adapter.grpc.StoreGrpcServer} serves any {@code Store}; {@link
 * io.promontory.adapter.grpc.GrpcStore} is a store that some StoreAPI server serves. Between two of
 * our own processes a hints frame carries how whole the answer is, store by store.
 */
@NullMarked
package io.promontory.adapter.grpc;

import org.jspecify.annotations.NullMarked;
