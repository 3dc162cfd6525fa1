package io.promontory.adapter.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.StoreGrpc;
import java.io.IOException;
import java.io.InputStream;

/** A {@code SeriesResponse} as it came in, not parsed yet. */
record RawFrame(byte[] bytes) {
  /** {@code thanos.Store/Series} whose answers are left as bytes. */
  static final MethodDescriptor<SeriesRequest, RawFrame> SERIES =
      StoreGrpc.getSeriesMethod().toBuilder(
              ProtoUtils.marshaller(SeriesRequest.getDefaultInstance()),
              new Marshaller<RawFrame>() {
                @Override
                public InputStream stream(RawFrame frame) {
                  throw new UnsupportedOperationException("frames are only received");
                }

                @Override
                public RawFrame parse(InputStream in) {
                  try {
                    return new RawFrame(in.readAllBytes());
                  } catch (IOException e) {
                    throw Status.INTERNAL
                        .withDescription("cannot read a frame")
                        .withCause(e)
                        .asRuntimeException();
                  }
                }
              })
          .build();
}
