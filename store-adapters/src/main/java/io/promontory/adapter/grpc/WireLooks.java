package io.promontory.adapter.grpc;

import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.promontory.series.store.Looks;
import io.promontory.series.store.Looks.Instants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the samples of a select are looked at, in the metadata {@code promontory-looks}, for servers
 * of ours whose samples lack stale markers: {@code samples} where all of them are, and grids as
 * {@code first,last,step,lookback} in ms, with semicolons between.
 */
final class WireLooks implements ServerInterceptor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("promontory-looks", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<String> LOOKS = Context.key("looks");
  private static final String SAMPLES = "samples";

  /** Servers take 8 KiB of metadata in all. */
  private static final int MOST_LENGTH = 4 << 10;

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String text = headers.get(HEADER);
    return text == null
        ? next.startCall(call, headers)
        : Contexts.interceptCall(Context.current().withValue(LOOKS, text), call, headers, next);
  }

  /**
   * The looks of the call whose callback runs on this thread; null where it does not tell.
   *
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if they make no sense
   */
  static @Nullable Looks current() {
    String text = LOOKS.get();
    if (text == null) {
      return null;
    }
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("the metadata promontory-looks makes no sense: " + e.getMessage())
          .asRuntimeException();
    }
  }

  static Looks parse(String text) {
    boolean samplesToo = false;
    List<Instants> instants = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      if (part.equals(SAMPLES)) {
        samplesToo = true;
        continue;
      }
      String[] numbers = part.split(",", -1);
      if (numbers.length != 4) {
        throw new IllegalArgumentException("not four numbers: " + part);
      }
      instants.add(
          new Instants(
              Long.parseLong(numbers[0]),
              Long.parseLong(numbers[1]),
              Long.parseLong(numbers[2]),
              Long.parseLong(numbers[3])));
    }
    return new Looks(instants, samplesToo);
  }

  static String print(Looks looks) {
    List<String> parts = new ArrayList<>();
    if (looks.samplesToo()) {
      parts.add(SAMPLES);
    }
    for (Instants grid : looks.instants()) {
      parts.add(
          grid.firstMs() + "," + grid.lastMs() + "," + grid.stepMs() + "," + grid.lookbackMs());
    }
    return String.join(";", parts);
  }

  /** Adds the metadata to calls; null where they are too long to tell. */
  static @Nullable ClientInterceptor interceptor(Looks looks) {
    String text = print(looks);
    if (text.length() > MOST_LENGTH) {
      return null;
    }
    Metadata headers = new Metadata();
    headers.put(HEADER, text);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
