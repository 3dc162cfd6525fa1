package io.promontory.frontend.api;

import io.promontory.adapter.readapi.BadReadException;
import io.promontory.adapter.readapi.ReadQueries;
import io.promontory.adapter.readapi.SampledAnswer;
import io.promontory.adapter.readapi.StreamedAnswer;
import io.promontory.frontend.app.InterruptOnCancel;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.ClientWatch;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.frontend.http.Served;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code /read}: Prometheus' remote read, over all stores. The protocol has no warnings: an answer
 * that lacks something is an error, and where that shows after the first byte, the connection ends
 * before the answer does.
 */
@Path("/api/v1/read")
public final class RemoteReadResource {
  /** As many as Prometheus serves at once by default. */
  private static final int MOST_AT_ONCE = 10;

  /** As many as Prometheus sends in one message by default. */
  private static final long MOST_SAMPLES = 50_000_000;

  private final Semaphore free = new Semaphore(MOST_AT_ONCE, true);
  private final QueryService service;

  RemoteReadResource(QueryService service) {
    this.service = service;
  }

  @POST
  @Served(compressed = false, crossOrigin = false)
  public Response read(@Context HttpServletRequest request) {
    try {
      HttpServletRequest original = RoutedRequest.unwrapped(request);
      byte[] body = body(original);
      String query = original.getQueryString();
      RequestParams params = RequestParams.ofQuery(query == null ? "" : query);
      ReadQueries queries = ReadQueries.parse(body);
      QueryContext context = StoreCalls.context(service, original, params);
      try (ClientWatch watch = ClientWatch.start(original, context.cancellation()::cancel)) {
        return answer(queries, context);
      }
    } catch (BadReadException e) {
      return PlainError.of(400, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return PlainError.of(400, "the request ended early: " + e.getMessage());
    } catch (RuntimeException e) {
      ApiException error = ApiErrors.of(e);
      return PlainError.of(error.status(), error.text());
    }
  }

  private Response answer(ReadQueries queries, QueryContext context) throws IOException {
    enter(context);
    boolean handedOver = false;
    try {
      Response response =
          queries.streamed() ? streamed(queries, context) : sampled(queries, context);
      handedOver = queries.streamed();
      return response;
    } finally {
      if (!handedOver) {
        free.release();
      }
    }
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(ReadQueries.MAX_BYTES + 1);
    if (body.length > ReadQueries.MAX_BYTES) {
      throw new IOException("it is longer than " + ReadQueries.MAX_BYTES + " bytes");
    }
    return body;
  }

  private void enter(QueryContext context) {
    try (InterruptOnCancel interrupt = InterruptOnCancel.watch(context.cancellation())) {
      long nanos = Math.max(0, context.deadline().remaining().toNanos());
      if (!free.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        throw new ApiException(
            ErrorType.TIMEOUT, MOST_AT_ONCE + " remote reads run, and none ended in time");
      }
    } catch (InterruptedException e) {
      if (!context.cancellation().isCanceled()) {
        Thread.currentThread().interrupt();
      }
      throw new ApiException(
          ErrorType.CANCELED, "the read was canceled while it waited for others to end");
    }
  }

  private Response sampled(ReadQueries queries, QueryContext context) throws IOException {
    byte[] answer = new SampledAnswer(service.store(), context, MOST_SAMPLES).make(queries);
    return Response.ok(answer)
        .header("Content-Type", SampledAnswer.CONTENT_TYPE)
        .header("Content-Encoding", "snappy")
        .build();
  }

  private Response streamed(ReadQueries queries, QueryContext context) {
    Store store = service.store();
    StreamedAnswer answer = StreamedAnswer.begin(store, queries, context);
    StreamingOutput body =
        out -> {
          try (answer) {
            answer.writeTo(out);
          } catch (StoreException e) {
            throw new IOException(e.describe(), e);
          } finally {
            context.cancellation().cancel();
            free.release();
          }
        };
    return Response.ok(body).header("Content-Type", StreamedAnswer.CONTENT_TYPE).build();
  }
}
