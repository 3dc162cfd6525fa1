package io.promontory.adapter.prometheus;

import io.promontory.adapter.api.ServerErrors;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.proto.prometheus.LabelMatcher;
import io.promontory.proto.prometheus.Query;
import io.promontory.proto.prometheus.ReadHints;
import io.promontory.proto.prometheus.ReadRequest;
import io.promontory.proto.prometheus.ReadRequest.ResponseType;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/**
 * Sends remote read requests ({@code POST /api/v1/read}): a snappy block of a {@code ReadRequest}
 * that prefers streamed chunks and takes samples where a server has nothing else.
 */
final class RemoteReadClient {
  private static final String STREAMED =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
  private static final String SAMPLES = "application/x-protobuf";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/x-protobuf",
          "Content-Encoding", "snappy",
          "Accept-Encoding", "snappy",
          "X-Prometheus-Remote-Read-Version", "0.1.0");

  /** Times beyond these are cut: some servers overflow when they convert them. */
  private static final long FARTHEST = 1L << 53;

  private final StoreHttpClient http;
  private final ServerErrors errors;

  /** How a server answers. */
  enum Mode {
    STREAMED,
    SAMPLES
  }

  /** An answer of status 200 whose body has not been read yet. */
  record Answer(Mode mode, HttpAnswer http) {}

  RemoteReadClient(String store, StoreHttpClient http) {
    this.http = http;
    this.errors = new ServerErrors(store);
  }

  /**
   * Sends the queries of a plan; the caller closes the answer.
   *
   * @throws io.promontory.series.store.StoreException if the server refuses or answers otherwise
   */
  Answer read(ReadPlan plan, QueryContext context) {
    byte[] body;
    try {
      body = Snappy.compress(message(plan).toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("compressing a read request", e);
    }
    HttpAnswer answer = http.post("/api/v1/read", body, HEADERS, context);
    boolean accepted = false;
    try {
      if (answer.status() != 200) {
        throw errors.refused(answer);
      }
      Mode mode = mode(answer);
      accepted = true;
      return new Answer(mode, answer);
    } finally {
      if (!accepted) {
        answer.close();
      }
    }
  }

  private Mode mode(HttpAnswer answer) {
    if (answer.contentType().startsWith(STREAMED)) {
      if (!answer.showsItsEnd()) {
        // Its frames do not say which one is the last.
        throw errors.unexpected(
            answer, "a stream whose end can be told from a broken connection", Kind.UNAVAILABLE);
      }
      return Mode.STREAMED;
    }
    if (answer.contentType().startsWith(SAMPLES)) {
      return Mode.SAMPLES;
    }
    throw errors.unexpected(answer, "remote read", Kind.UNAVAILABLE);
  }

  private static ReadRequest message(ReadPlan plan) {
    ReadRequest.Builder request =
        ReadRequest.newBuilder()
            .addAcceptedResponseTypes(ResponseType.STREAMED_XOR_CHUNKS)
            .addAcceptedResponseTypes(ResponseType.SAMPLES);
    for (ReadPlan.Query asked : plan.queries()) {
      request.addQueries(query(asked.matchers(), plan.request()));
    }
    return request.build();
  }

  private static Query query(List<Matcher> matchers, SelectRequest request) {
    long start = Math.clamp(request.minTime(), -FARTHEST, FARTHEST);
    long end = Math.clamp(request.maxTime(), -FARTHEST, FARTHEST);
    Query.Builder query =
        Query.newBuilder()
            .setStartTimestampMs(start)
            .setEndTimestampMs(end)
            .setHints(
                ReadHints.newBuilder()
                    .setStartMs(start)
                    .setEndMs(end)
                    .setStepMs(request.hints().stepMs())
                    .setRangeMs(request.hints().rangeMs())
                    .setFunc(request.hints().func())
                    .setBy(request.hints().by())
                    .addAllGrouping(request.hints().grouping()));
    for (Matcher matcher : matchers) {
      query.addMatchers(
          LabelMatcher.newBuilder()
              .setTypeValue(matcher.type().ordinal())
              .setName(matcher.name())
              .setValue(matcher.value()));
    }
    return query.build();
  }
}
