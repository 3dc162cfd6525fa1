/** The gRPC port as a client sees that knows nothing of Promontory but the address. */
@NullMarked
package io.promontory.it.grpc;

import org.jspecify.annotations.NullMarked;
