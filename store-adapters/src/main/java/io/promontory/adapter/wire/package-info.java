/**
 * Protobuf's wire format read by hand, for the two messages that carry millions of samples:
 * streamed remote read frames and StoreAPI series. Chunks stay slices of the bytes that came in.
 */
@NullMarked
package io.promontory.adapter.wire;

import org.jspecify.annotations.NullMarked;
